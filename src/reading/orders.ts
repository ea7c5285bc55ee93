/**
 * Wordings by which a document tries to steer its reader rather than to inform: none of them belongs in a register extract or a
 * policy. The rest of the same block is not used either.
 */
const orders = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|question|rule|previous|above|other document|guideline)/isu,
  /\b(?:ignorier\p{L}*|missachte\p{L}*|vergiss|vergessen Sie)\b.{0,40}\b(?:Anweisung|Anweisungen|Vorgaben|Fragen|vorherige\p{L}*|bisherige\p{L}*)/isu,
  /\b(?:answer|respond|reply|fill in|enter|write|state)\b.{0,40}\b["“'‘]?(?:yes|no|true|false)["”'’]?\b.{0,40}\b(?:to|for|in|on)\b.{0,30}\b(?:question|field|everything|all)/isu,
  /\b(?:always|only|simply|must) (?:answer|respond|reply|output|return)\b/iu,
  /\b(?:antworte|beantworte)\p{L}*\b.{0,60}\b(?:mit|alle|jede|stets|immer)\b/isu,
  /\b(?:system prompt|language model|sprachmodell|as an ai\b|ai (?:assistant|model|system|reader)|ki-(?:assistent|system)|assistant:|(?:dear|to the) (?:assistant|model|bot)|auto-?fill (?:system|engine|software|bot)|automated (?:reader|system|processing) (?:must|should|shall))/iu,
  /\b(?:you are|du bist|sie sind) (?:now )?(?:an?|the|ein|eine) (?:ai|assistant|helpful|compliance (?:bot|assistant)|ki\b|assistent)/iu,
  /\[(?:system|inst|instructions?)\]|<\/?(?:system|instructions?|prompt)>/iu,
];

/** Whether a block of text tries to give orders. */
export const isOrder = (text: string): boolean => orders.some((pattern) => pattern.test(text));
