/**
 * How forms and templates invite people to write, choose or confirm something, in the languages of Europe: the beginnings of
 * such texts, as sources of regular expressions.
 */
export const invitations: readonly string[] = [
  // Content controls and lists in forms.
  '(?:please )?(?:click|tap|type|write|press)(?: or tap)?,? ?(?:here|to (?:enter|add|choose|select|type)|your|the|a|an|in)\\b',
  'kli(?:c)?ken (?:oder tippen )?sie|hier klicken|(?:text|bitte) (?:hier )?(?:eingeben|einf(?:ü|ue)gen|eintragen)|hier (?:eingeben|eintragen|text|bitte)|w(?:ä|ae)hlen sie|(?:bitte )?(?:aus)?w(?:ä|ae)hlen(?: sie)?\\b',
  'cliquez|choisissez|s(?:é|e)lectionne[rz]|saisi(?:r|ssez)|(?:à|a) compl(?:é|e)ter|veuillez',
  'haga clic|seleccion[ea]|elija|escriba (?:aqu|su)|introduzca|por favor|rellen(?:e|ar)',
  'fare clic|selezion(?:a|are)|sceg(?:li|liere)|inserire|per favore|da compil',
  'klik (?:of tik )?|kies een|selecteer|vul (?:hier|uw|in)|gelieve',
  'clique|selecione|escolha|insira|preencha|por preencher',
  'kliknij|wybierz|wpisz|prosz(?:ę|e)|uzupe(?:ł|l)ni',
  'v(?:ä|a)lj|v(?:æ|ae)lg|klicka|klikk|skriv h(?:ä|e)r|angi (?:et|en|navn|dato)\\b',
  '.{0,30}(?:クリック|点击|单击|點擊|點選|按一下|클릭|입력하|щелкните|выберите|введите|нажмите|κάντε κλικ|επιλέξτε|t(?:ı|i)klay|se(?:ç|c)iniz|girin)',
  // Forms and templates written by people.
  'please\\b(?! note|\\s*[&+])|bitte\\b|kindly\\b',
  '(?:enter|insert|fill in|specify|indicate|state|describe|choose|select|provide|add|complete|input|write|give|list|name)\\b(?= (?:the|your|a|an|one|any|all|here|name|text|details?|date|number|value|amount|from|an?)\\b)',
  '(?:select|choose|enter|insert)(?: (?:an? )?(?:item|one|option|value|country|date))?[\\s.…:]*$',
  '[-–—<>* ]{1,5}(?:please )?(?:select|choose|none selected|w(?:ä|ae)hlen)',
  '(?:name|date|number|title|place|country|address|amount|details) of (?:the |your |an? )?(?:[\\p{L}]+ ){0,3}(?:company|entity|regulator|authority|person|officer|director|owner|supervisor|signatory|bank|auditor|register|incorporation|birth|issue|court)s?$',
  '(?:your|ihre?|votre|su|vostra?) (?:answer|text|name|company|e-?mail|address|antwort|name|firma|r(?:é|e)ponse|respuesta|entry|input|response|number)',
  '(?:hier|here)(?: goes| comes)?(?: (?:the|your|der|die|das))? (?:text|answer|name|antwort)',
  'to be (?:completed|confirmed|advised|determined|provided|filled|added|inserted|agreed|supplied|updated|announced|decided|disclosed)',
  '(?:wird|werden) (?:noch )?(?:nachgereicht|erg(?:ä|ae)nzt|nachgetragen|mitgeteilt)|noch (?:offen|zu (?:kl(?:ä|ae)ren|erg(?:ä|ae)nzen))',
  'tb[acdp]\\b|tbc\\b|placeholder\\b|platzhalter\\b|lorem ipsum|mustertext|dummy|sample (?:text|value|data)|beispiel(?:text|daten|wert)',
  '(?:same )?as (?:above|before)\\b|ditto\\b|idem\\b|dito\\b|s\\.\\s?o\\.|wie oben|siehe\\b|see\\b(?= (?:above|below|attach|annex|append|sched|note|sec|encl|sep|our|the|web|page))|refer to\\b|cf\\.|vgl\\.',
  'not (?:yet |currently )?(?:completed|filled|entered|specified|selected|set|answered|assigned|defined|indicated)|(?:no|none|nothing) (?:selected|chosen|selection|entry|answer|value)|keine auswahl|nicht ausgef(?:ü|ue)llt',
  'null$|undefined$|nan$|\\[object|#(?:n/?a|ref!?|value!?|name\\?|div/0!?|null!?|num!?|nv|wert!?|bezug!?)|err:\\d|error!|fehler!',
  '(?:to|will) follow\\b|will be (?:provided|sent|supplied|confirmed|added|submitted|uploaded|advised|disclosed)|(?:up)?on request\\b|under separate cover|auf anfrage\\b',
  '(?:attached|enclosed|anbei|beigef(?:ü|ue)gt|in (?:der )?anlage|applied for|in progress|in application|beantragt|(?:is|are) attached)[\\s.]*$',
  '(?:sample|example|specimen|muster|beispiel)[\\s:]+\\d',
];
