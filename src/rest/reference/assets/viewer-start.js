/** Shows the reference with the configuration that is in the page. */
const { documentUrl, serverUrl, apiKey, scheme } = JSON.parse(
  document.querySelector('#configuration').textContent,
);

const response = await fetch(documentUrl);
const openApi = await response.json();
// Requests go to the gateway that served this page, under whatever name it was reached.
openApi.servers = [{ url: serverUrl }];

const viewer = SwaggerUIBundle({
  spec: openApi,
  dom_id: '#viewer',
  layout: 'BaseLayout',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  // A request is one tap away where there is a key to send it with.
  tryItOutEnabled: apiKey !== undefined,
  // The validator is a service on the internet.
  validatorUrl: null,
  onComplete: () => {
    if (apiKey !== undefined) {
      viewer.preauthorizeApiKey(scheme, apiKey);
    }
  },
});
