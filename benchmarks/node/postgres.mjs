// A JDBC URL in the words of Node's driver.

export function postgres(location) {
  const url = new URL(location.replace(/^jdbc:/, ''));
  const get = (name) => url.searchParams.get(name) ?? '';
  const who = `${encodeURIComponent(get('user'))}:${encodeURIComponent(get('password'))}`;
  return {
    connectionString: `postgres://${who}@${url.host}${url.pathname}`,
    schema: get('schema'),
  };
}
