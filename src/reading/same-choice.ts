/**
 * Wordings in documents for the choices that a questionnaire offers: each line is a group of wordings with the same meaning. An
 * option that contains one of them, as a whole word or phrase, is chosen by any other of the group. One with `=` has to be the
 * whole value: a company limited by guarantee is something different.
 */
const groups = `
private limited company; gmbh; gesellschaft mit beschränkter haftung; private limited; private company limited by shares; private limited liability company; ltd; limited liability company; unternehmergesellschaft; ug; ug haftungsbeschränkt; b v; bv; sarl; s r l; private limited by shares; limited company; =limited; llc
public limited company; plc; aktiengesellschaft; ag; n v; public company limited by shares; public limited; societas europaea; se; s p a
limited liability partnership; llp; partg mbb
partnership; kommanditgesellschaft; kg; ohg; offene handelsgesellschaft; gmbh co kg; general partnership; limited partnership; gbr; gesellschaft bürgerlichen rechts
foundation; charity; stiftung; foundation or charity; registered charity; charitable foundation
state owned enterprise; state owned; anstalt des öffentlichen rechts
un security council; united nations; un; un security council consolidated list; united nations security council; vereinte nationen; vereinten nationen; un sicherheitsrat; uno
european union; eu; eu consolidated list; europäische union; europäischen union; eu sanktionsliste; eu sanktionslisten
united kingdom; ofsi; uk; hm treasury; hmt; office of financial sanctions implementation; vereinigtes königreich
united states; ofac; us; office of foreign assets control; sdn; us treasury; usa; vereinigte staaten
daily; every day; each day; nightly; every night; each night; täglich; every business day; each working day; every working day; arbeitstäglich; jede nacht; overnight
weekly; every week; once a week; wöchentlich; each week; jede woche
monthly; every month; once a month; monatlich; each month
quarterly; every quarter; once a quarter; vierteljährlich; quartalsweise; every three months
annually; every year; once a year; yearly; annual; jährlich
less often; quarterly; annually; yearly; once a year; every quarter; every six months; jährlich; halbjährlich; vierteljährlich; twice a year
business wide risk assessment; enterprise wide risk assessment; firm wide risk assessment; risikoanalyse; business risk assessment
customer due diligence; cdd; allgemeine sorgfaltspflichten; kundensorgfaltspflichten; kundenidentifizierung; know your customer
enhanced due diligence; edd; verstärkte sorgfaltspflichten
transaction monitoring; monitoring of transactions; transaktionsüberwachung; transaktionsmonitoring; überwachung von transaktionen
suspicious activity reporting; suspicious activity reports; sars; suspicious transaction reporting; verdachtsmeldungen; verdachtsmeldewesen; reporting of suspicious activity; verdachtsmeldung; reporting suspicious activity
record keeping; record retention; retention of records; aufzeichnungspflichten; aufbewahrung; aufzeichnung und aufbewahrung; keeping of records
staff training; training of staff; employee training; mitarbeiterschulung; schulung der mitarbeiter; mitarbeiterschulungen; schulung; schulungen; training
independent audit; independent review; independent testing; unabhängige prüfung; independently audited; audited independently; independent audits
iso iec 27001; iso 27001; iso iec 27001 2022; iso iec 27001 2013
soc 2 type ii; soc 2 type 2; soc2 type ii; soc 2 typ ii; soc 2 typ 2
pci dss; payment card industry data security standard
employed; angestellt; employee; angestellter; angestellte; in employment; full time employment; unbefristetes arbeitsverhältnis; unbefristeten arbeitsverhältnis; permanent employment; employed by; festangestellt; salaried
self employed; selbständig; selbstständig; freelance; freiberuflich; freelancer
retired; rentner; rentnerin; im ruhestand; pensioner; pensioniert
student; studentin; studierend
not employed; unemployed; arbeitslos
salary; pension; gehalt; lohn; salary or pension; employment income; earnings from employment; rente; gehaltszahlungen; wages
inheritance; gift; erbschaft; schenkung; inheritance or gift; inherited
investments; kapitalerträge; dividends; investment income; investment returns; kapitalanlagen
sale of property; immobilienverkauf; sale of real estate; verkauf einer immobilie; property sale; sale of a house; sale of a flat
sale of a business; unternehmensverkauf; verkauf eines unternehmens; business sale; sale of a company; sale of his company; sale of her company
business income; unternehmenseinkünfte; business profits; einkünfte aus gewerbebetrieb
technology; software development; information technology; software; it services; softwareentwicklung; informationstechnologie; business and domestic software development; computer programming
manufacturing; manufacture; herstellung; fertigung; produktion; maschinenbau; verarbeitendes gewerbe; mechanical engineering; manufacturer
trade and logistics; wholesale; großhandel; logistik; logistics; freight forwarding; spedition; freight transport; import and export; haulage; warehousing; transport
real estate; immobilien; property management; letting of own property
payments and money transfer; payment services; money remittance; zahlungsdienste; payment institution; money transfer; e money
financial services; finanzdienstleistungen; banking; asset management; insurance; fund management; vermögensverwaltung
virtual assets; crypto assets; cryptocurrency; kryptowerte; virtual asset service
gambling and gaming; gambling; casino; betting; glücksspiel
energy and extractive industries; mining; oil and gas; energy; energie; bergbau; electricity generation
legal accounting and corporate services; legal services; accounting; law firm; steuerberatung; corporate services; rechtsberatung; tax advice
defence and dual use goods; defence; dual use; rüstung; weapons
`;

export const sameChoice: readonly (readonly string[])[] = groups
  .trim()
  .split('\n')
  .map((group) => group.split('; '));
