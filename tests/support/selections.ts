/**
 * What GraphQL is asked for, so that it answers exactly the keys of REST's objects. `restSpelling` puts the fields of
 * `inline` beside it.
 */
export const selections = {
  WorkflowReceipt:
    'workflowSessionId status emailSent entityId entityName responseId verificationSessionId steps expiresAt',
  WorkflowPreview:
    'entityName responseName steps expiresAt cost credits { available held used } mail { to subject text html }',
  Entity: `id name entityType: type legalName tradingName firstName lastName email phone jurisdiction externalId
    createdAt updatedAt onHold erasedAt`,
  ResponseSummary: `id responseName: name status questionnaire: questionnaireVersion { inline: questionnaire { id } name type } subjectEntity: entity { id name entityType: type }
    createdAt updatedAt submittedAt reviewedAt reviewedBy { name email } decidedBy { name email } language flags { question level text } riskLevel assignee { name email } tags dueAt`,
  Response: `id responseName: name status questionnaire: questionnaireVersion { inline: questionnaire { id } name type } subjectEntity: entity { id name entityType: type }
    createdAt updatedAt submittedAt reviewedAt reviewedBy { name email } decidedBy { name email } language flags { question level text } riskLevel assignee { name email } tags dueAt
    answers { inline: question { questionId: id questionKey: key questionText: text } value
      source { documentId documentName page quote confidence engine } }`,
  Autofill: 'status jobId answered total failedDocuments { name reason } error startedAt finishedAt',
  Document: 'id name contentType sizeBytes readable createdAt',
  QuestionnaireSummary:
    'id name description questionnaireType: type createdAt inline: currentVersion { questionCount }',
  Questionnaire: `id name description questionnaireType: type createdAt responseCount
    inline: currentVersion { questionCount language texts flagWhen { key equals above below countryIn level text }
      sections { title texts questions { id key text type required options helpText texts min max hints visibleWhen { key equals } } } }`,
  WorkflowSession: `id status email entityId entityName responseId verificationSessionId steps completedSteps expiresAt
    createdAt openedAt completedAt`,
  VerificationSession: `id entityId checks { document identity enhancedIdentity proofOfAddress } status outcome createdAt
    completedAt expiresAt`,
  AuditEvent: 'id type actor { kind name } at: createdAt details',
  Webhook: 'id url allEvents events description enabled createdAt',
  WebhookDelivery: 'id eventId eventType status attempts lastResponseStatus nextAttemptAt createdAt',
  CapturedMail: 'id to subject text html workflowSessionId createdAt',
} as const;

/** What every refusal of a mutation is asked for. */
export const problemSelection = `... on Error {
  code message ... on ValidationError { fields { path messages } } ... on InvalidStateError { currentStatus }
}`;
