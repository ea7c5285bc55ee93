/** A line for a shell that sends the first workflow, to the questionnaire that the demo tenant has from the start. */
export function firstSendCommand(url: string, demoKey: string): string {
  const body = {
    entity: { legal_name: 'Acme Ltd' },
    ddq: { questionnaire_id: 1 },
    email: 'compliance@acme.example',
  };
  return `curl -s ${url}/api/v1/workflows/send/ -H 'Authorization: Bearer ${demoKey}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
}
