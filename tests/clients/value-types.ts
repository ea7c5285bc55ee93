/**
 * The object types that have no id, each with the reason. A normalising cache keeps such an object inside the one that it
 * was read from, so a type belongs here only if its fields are always read and replaced together, or if there is one
 * per request.
 */
export const valueTypes: Readonly<Record<string, string>> = {
  AnswerSource: 'Written and deleted as a whole together with its answer.',
  Person: 'A snapshot of who acted, without an id.',
  AuditActor: 'A snapshot of who acted, which never changes after the event.',
  CommentAuthor: 'A snapshot of who wrote one comment, which never changes.',
  Credits: 'Three numbers of one moment, of which a tenant has one.',
  FailedDocument: 'A line of the report of one autofill run, which never changes after the run.',
  Flag: 'A line of one submission, replaced as a whole by the next one.',
  FlagRule: 'A rule of one questionnaire, which never changes within a version.',
  FieldProblem: 'A line of one validation error, which is stored nowhere.',
  MailPreview: 'Part of one preview, which is stored nowhere.',
  PageInfo: 'Belongs to one page of one list, and its shape is given by Relay.',
  SubmittedAnswer: 'A line of one submission, which never changes.',
  SubmittedChange: 'A line of one submission, which never changes.',
  VerificationChecks: 'Four switches of one session or response.',
  Viewer: 'The caller of this request, whose key and tenant have ids.',
  VisibleWhen: 'A rule of one question, which never changes within a version.',
  WorkflowPreview: 'What a send would do at one moment, which is stored nowhere.',
  WorkflowReceipt: 'The payload of the two sends, under the name of its REST object.',
};

/** The endings of the names of types that exist only within one response, so that no cache looks them up. */
export const valueTypeSuffixes = ['Connection', 'Edge', 'Payload', 'Error'];
