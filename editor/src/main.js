// The script of the pages: a list of reports, or a report.

import { list } from "./list.js";
import { report } from "./report.js";

const main = document.getElementById("report");
if (main) report(main);
else if (document.getElementById("list")) list();
