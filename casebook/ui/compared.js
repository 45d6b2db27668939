// The table of compared cases: its check boxes tell the server which cases are picked, in the order of the table.
export default function ({ parentElement, data, setStateValue }) {
  const box = parentElement.querySelector(".compared");
  if (box.dataset.drawn !== data.table) {
    box.innerHTML = data.table; // every text in it was escaped by the server
    box.dataset.drawn = data.table;
  }
  const boxes = [...box.querySelectorAll("input")];
  const show = (picked) => {
    for (const each of boxes) {
      each.checked = picked.includes(each.value);
      each.disabled = !each.checked && picked.length >= data.most;
    }
  };
  show(data.picked);
  for (const each of boxes) {
    each.onchange = () => {
      const listed = boxes.map((one) => one.value);
      const others = data.picked.filter((one) => !listed.includes(one));
      const picked = [...boxes.filter((one) => one.checked).map((one) => one.value), ...others];
      show(picked);
      setStateValue("picked", picked);
    };
  }
}
