// A button that opens the dialog named by data-target.

export default function opens(button) {
  button.addEventListener("click", () => document.querySelector(button.dataset.target)?.showModal());
}
