/** Shows the API's document of this server, below whatever path it is served. Nobody else is asked for anything. */
globalThis.SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  displayOperationId: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
})
