import type { CorpusCase } from '../corpus-case.ts';

export const spanishSheet: CorpusCase = {
  name: 'Spanish supplier sheet (label above value)',
  questionnaire: {
    name: 'Supplier data',
    type: 'RFI',
    language: 'en',
    sections: [
      {
        title: 'Supplier',
        questions: [
          {
            key: 'legal_name',
            text: 'Legal name of the supplier',
            type: 'TEXT',
            hints: ['denominación social', 'razón social'],
          },
          { key: 'tax_id', text: 'Tax identification number', type: 'TEXT', hints: ['NIF', 'CIF'] },
          {
            key: 'incorporated',
            text: 'Date of incorporation',
            type: 'DATE',
            hints: ['fecha de constitución'],
          },
          { key: 'address', text: 'Registered address', type: 'LONG_TEXT', hints: ['domicilio social'] },
          {
            key: 'activity',
            text: 'Main activity',
            type: 'TEXT',
            hints: ['actividad principal', 'objeto social'],
          },
          {
            key: 'employees',
            text: 'How many employees are there?',
            type: 'NUMBER',
            hints: ['número de empleados', 'plantilla media'],
          },
          {
            key: 'turnover',
            text: 'Turnover of the last year in euros',
            type: 'NUMBER',
            hints: ['cifra de negocios', 'facturación'],
          },
          { key: 'email', text: 'Email for orders', type: 'EMAIL', hints: ['correo electrónico'] },
          { key: 'web', text: 'Website', type: 'URL', hints: ['página web'] },
          {
            key: 'iso',
            text: 'Is the supplier certified to ISO 9001?',
            type: 'BOOLEAN',
            hints: ['certificado ISO 9001'],
          },
          { key: 'iban', text: 'IBAN', type: 'TEXT' },
          { key: 'administrator', text: 'Sole administrator', type: 'TEXT', hints: ['administrador único'] },
        ],
      },
    ],
  },
  subject: { name: 'Conservas Ría Azul S.L.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'ficha-proveedor.docx',
      format: 'docx',
      pages: [
        [
          'FICHA DE PROVEEDOR',
          'Denominación social\nConservas Ría Azul S.L.',
          'NIF\nB36724518',
          'Fecha de constitución\n9 de octubre de 1997',
          'Domicilio social\nPolígono A Pasaxe, nave 14\n36316 Gondomar (Pontevedra)',
          'Administrador único\nMaría Lousada Freire',
          'Número de empleados\n64',
          'Cifra de negocios\n8.450.000 €',
          'Página web\nwww.riaazul.example',
          'Correo electrónico\npedidos@riaazul.example',
          'IBAN\nPendiente',
          'La empresa prevé ampliar la planta en 2027 y contratar a otras 20 personas.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Conservas Ría Azul S.L.',
    tax_id: 'B36724518',
    incorporated: '1997-10-09',
    address: { has: ['Polígono A Pasaxe', '36316 Gondomar'] },
    employees: 64,
    turnover: 8_450_000,
    email: 'pedidos@riaazul.example',
    web: 'https://www.riaazul.example',
    administrator: 'María Lousada Freire',
  },
};
