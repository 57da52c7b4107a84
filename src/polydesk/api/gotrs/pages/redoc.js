// Redoc names a logo at another address. Our policy keeps the browser from asking for it; so that it does not even try,
// and complain, pictures from elsewhere are empty ones here.
const ours = (url) => (new URL(url, location.href).origin === location.origin ? url : "data:,");
const src = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
Object.defineProperty(HTMLImageElement.prototype, "src", {
  ...src,
  set(url) {
    src.set.call(this, ours(url));
  },
});
HTMLImageElement.prototype.setAttribute = function (name, value) {
  Element.prototype.setAttribute.call(this, name, name === "src" ? ours(value) : value);
};
Redoc.init("../openapi.json", {disableSearch: true}, document.getElementById("page"));
