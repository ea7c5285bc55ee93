const maxNamedStatements = 400;

/**
 * Names statements, so that each connection has them parsed once and not at every use. Statements that come after the first few
 * hundred, which are all that the product itself has, stay nameless, because each name costs memory on every connection for as
 * long as the connection exists. So do searches: after a few uses, PostgreSQL may plan a statement with a name for any text,
 * and whether the index or the newest rows are faster depends on how rare the text is.
 *
 * @returns a function whose result is empty for a statement that has no name
 */
export function createStatementNames(): (sql: string) => string {
  const nameless = '';
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) {
      return known;
    }
    if (names.size >= maxNamedStatements || sql.includes(' ILIKE ')) {
      return nameless;
    }
    const name = `postern_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
