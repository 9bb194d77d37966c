"use strict";

const place = document.getElementById("explorer");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  docExpansion: "list",
  // The access token is kept for this tab only as long as the page is open.
  persistAuthorization: false,
  tryItOutEnabled: true,
});
