/** Shows GraphiQL with the configuration that is in the page. */
const { endpoint, workers, ...configuration } = JSON.parse(
  document.querySelector('#configuration').textContent,
);

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_moduleId, label) => workers[label],
};
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  ...configuration,
  ...readShownTab(),
  fetcher,
});

/**
 * Runs what the editor shows. For a moment after a change of tabs, GraphiQL names the operation of the tab before: a name
 * that the text does not contain is left out.
 */
async function fetcher({ query, operationName, variables }, { headers = {} } = {}) {
  const isNamed = new RegExp(`\\b(?:query|mutation|subscription)\\s+${operationName}\\b`).test(query);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({ query, variables, ...(isNamed && { operationName }) }),
  });
  return response.headers.get('Content-Type')?.startsWith('text/event-stream')
    ? readStream(response)
    : response.json();
}

/** The results of a subscription. Returning from it closes the connection, also while it waits for the next one. */
function readStream(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const results = readResults(reader);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next(),
    return: async () => {
      await reader.cancel();
      return results.return();
    },
  };
}

async function* readResults(reader) {
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const messages = (text + value).split('\n\n');
    text = messages.pop();
    for (const message of messages) {
      const data = /^data: (.+)$/m.exec(message)?.[1];
      if (data !== undefined) {
        yield JSON.parse(data);
      }
    }
  }
}

/**
 * What GraphiQL shows first where the browser has tabs from an earlier visit: without it, GraphiQL opens a blank tab
 * beside them.
 */
function readShownTab() {
  try {
    const tabs = readTabs();
    if (!tabs) {
      return {};
    }
    const linked = new URL(location.href).searchParams.get('query');
    const active = tabs.tabs[tabs.activeTabIndex] ?? tabs.tabs[0];
    const shown =
      linked === null || active.query === linked
        ? active
        : (tabs.tabs.find(({ query }) => query === linked) ?? {
            query: linked,
            headers: configuration.headers,
          });
    // Empty texts and not null, in whose place GraphiQL takes what was last edited in any tab.
    return {
      initialQuery: shown.query ?? '',
      initialVariables: shown.variables ?? '',
      initialHeaders: shown.headers ?? '',
    };
  } catch {
    return {};
  }
}

/** The tabs of an earlier visit, with the key that the page has now in place of the one that it had then. */
function readTabs() {
  const { headers } = configuration;
  const headersThen = localStorage.getItem('postern:headers');
  localStorage.setItem('postern:headers', headers);
  const stored = JSON.parse(localStorage.getItem('graphiql:tabState'));
  if (!Array.isArray(stored?.tabs) || stored.tabs.length === 0) {
    localStorage.removeItem('graphiql:tabState');
    return undefined;
  }
  const tabs = stored.tabs.map((tab) => (tab.headers === headersThen ? { ...tab, headers } : tab));
  localStorage.setItem('graphiql:tabState', JSON.stringify({ ...stored, tabs }));
  return { ...stored, tabs };
}
