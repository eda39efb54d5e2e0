import type { Random } from "./random.ts";

const split = (text: string): readonly string[] => text.split(" ");

const given = split(
  "Ada Ben Carla Dmitri Elif Femi Grace Hugo Ines Jonas Kavya Liam Mei Noor Omar Priya Quentin Rosa Sven Tara Uma Viktor Wanda Yusuf",
);
const family = split(
  "Abbott Berger Castillo Dahl Evans Fofana Gupta Hansen Ito Jansen Keller Lindqvist Moreau Novak Okafor Petrov Quinn Rossi Schmidt Tanaka",
);
const first = split(
  "Alder Amber Anchor Arbor Aspen Beacon Birch Blue Boulder Bramble Brook Cedar Cinder Clover Cobalt Copper Coral Crest Delta Drift Elm Ember Falcon Fern Flint Forge Garnet Glen Granite Harbor Hazel Heron Indigo Iron Ivory Juniper Kite Larch Linden Lumen Maple Marble Meadow Mesa North Oak Olive Onyx Orchard Pine Quartz River Rowan Sable Sage Slate Sterling Summit Thistle Timber Topaz Union Vale Vector Walnut Willow",
);
const second = split(
  "Analytics Bank Biotech Capital Clinics Commerce Components Consulting Couriers Devices Dynamics Education Energy Foods Freight Goods Group Health Industries Insurance Labs Learning Logistics Machines Media Mobility Networks Outfitters Partners Pharma Press Retail Robotics Software Studios Supply Systems Textiles Travel Works",
);

/** A person's name. */
export function personName(random: Random): string {
  return `${random.pick(given)} ${random.pick(family)}`;
}

/** A company's name. */
export function companyName(random: Random): string {
  return `${random.pick(first)} ${random.pick(second)}`;
}
