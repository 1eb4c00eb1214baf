// The bar at the top of a report: its menu, and how much of the window it takes.

export function bar() {
  const menu = document.getElementById("download");
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#download > summary")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // The height of what stays at the top, for all else to keep clear of.
  const element = document.querySelector(".bar");
  const measure = () => {
    const fixed = [element, element.firstElementChild].find(
      (part) => getComputedStyle(part).position === "sticky",
    );
    document.documentElement.style.setProperty("--bar", `${fixed?.offsetHeight ?? 0}px`);
  };
  new ResizeObserver(measure).observe(element.firstElementChild);
  window.addEventListener("resize", measure);
  measure();
}
