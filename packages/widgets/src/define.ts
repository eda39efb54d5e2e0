import "./define/forecast.ts";
import "./define/kpi.ts";
import "./define/provider.ts";
import "./define/record.ts";
import "./define/trend.ts";
