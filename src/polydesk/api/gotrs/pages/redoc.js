Redoc.init("../openapi.json", {disableSearch: true}, document.getElementById("page"));
