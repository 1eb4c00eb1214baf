// The list at the top of all that is wrong, or left to do, which leads to each.

import { fill, h, say, words } from "./dom.js";
import { isToDo } from "./field.js";

/** How long problems stay as they are before they are said aloud, in milliseconds. */
const REST = 1200;

const place = document.getElementById("problems");
let spoken = null;
let waiting = 0;

/** Lists problems; those `rest` that have no field with their hints. `jump` is called with one that
 *  was chosen. */
export function listProblems(problems, rest, jump) {
  const serious = problems.filter((problem) => problem.severity === "error");
  const isAllToDo = serious.length > 0 && serious.every(isToDo);
  const number = problems.length;
  const count = number === 1 ? words.one_problem : fill(words.many_problems, number);
  place.hidden = number === 0;
  place.classList.toggle("to-do", isAllToDo);
  document.getElementById("problems-head").textContent = isAllToDo ? words.to_do : count;
  place.querySelector("ul").replaceChildren(
    ...problems.map((problem) => {
      const { message, severity } = problem;
      const go = h("button", {
        type: "button",
        className: "link",
        textContent: severity === "warning" ? `${words.warning}: ${message}` : message,
        onclick: () => jump(problem),
      });
      const hints = rest.includes(problem) ? problem.hints : [];
      return h("li", {}, go, ...hints.map((hint) => h("span", { className: "hint", textContent: hint })));
    }),
  );
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (number !== spoken) say(number ? count : words.no_problems);
    spoken = number;
  }, REST);
}
