// What the page uses and browsers of 2018 lack, in the few words that it needs; syntax is the bundler's affair.

if (!Array.prototype.at) {
  Object.defineProperty(Array.prototype, "at", {
    value(place) {
      return this[place < 0 ? this.length + place : place];
    },
  });
}
if (!Object.fromEntries) {
  Object.fromEntries = (pairs) => [...pairs].reduce((found, [key, value]) => ({ ...found, [key]: value }), {});
}
if (!Element.prototype.replaceChildren) {
  Element.prototype.replaceChildren = function replace(...children) {
    while (this.lastChild) this.removeChild(this.lastChild);
    this.append(...children);
  };
}
