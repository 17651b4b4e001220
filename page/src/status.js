// What the page says under the faces: how things go, or what went wrong; a new sentence takes the place of the last.

const [told, wrong] = ["told", "wrong"].map((id) => document.getElementById(id));

export function tell(sentence) {
  told.textContent = sentence;
  wrong.textContent = "";
}

export function complain(sentence) {
  told.textContent = "";
  wrong.textContent = sentence;
}
