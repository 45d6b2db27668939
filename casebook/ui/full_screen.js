// The button, and the key F outside of a field, fill the whole screen with the page, and leave it again.
export default function ({ parentElement }) {
  const turn = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  const pressed = (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key.toLowerCase() === "f" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) turn();
  };
  parentElement.querySelector("button").onclick = turn;
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
