// The list at the top of all that is wrong, or left to do, which leads to each.

import { fill, h, say, words } from "./dom.js";
import { isToDo, look } from "./field.js";

/** How long problems stay as they are before they are said aloud, in milliseconds. */
const REST = 1200;

const place = document.getElementById("problems");
let spoken = null;
let waiting = 0;

/** Lists problems; those `rest` that have no field with their hints. `jump` is called with one that
 *  was chosen. */
export function listProblems(problems, rest, jump) {
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.length - errors.length;
  const isAllToDo = errors.length > 0 && errors.every(isToDo);
  const counted = (number, one, many) => (number > 1 ? fill(many, number) : number ? one : null);
  const wrong = counted(errors.length, words.one_problem, words.many_problems);
  const warned = counted(warnings, words.one_warning, words.many_warnings);
  const of = (...texts) => texts.filter(Boolean).join(", ");
  const count = of(wrong, warned);
  place.hidden = !problems.length;
  place.classList.toggle("to-do", errors.every(isToDo));
  document.getElementById("problems-head").textContent = isAllToDo ? of(words.to_do, warned) : count;
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
      return h(
        "li",
        { className: look(problem) },
        go,
        ...hints.map((hint) => h("span", { className: "hint", textContent: hint })),
      );
    }),
  );
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (count !== spoken) say(count || words.no_problems);
    spoken = count;
  }, REST);
}
