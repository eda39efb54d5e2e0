import "./define/kpi.ts";
import "./define/provider.ts";
import "./define/trend.ts";
