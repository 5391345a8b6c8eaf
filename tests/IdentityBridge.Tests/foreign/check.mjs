// Runs named checks and tells each one's outcome as JSON on standard output.
export async function run(checks) {
  const outcomes = [];
  for (const [name, check] of checks) {
    try {
      await check();
      outcomes.push({ name, wrong: null });
    } catch (error) {
      outcomes.push({ name, wrong: `${error.message} ${error.cause ? JSON.stringify(error.cause) : ''} ${error.error ?? ''} ${error.error_description ?? ''}` });
    }
  }
  process.stdout.write(JSON.stringify(outcomes));
}

export function equal(is, expected, what) {
  if (is !== expected) {
    throw new Error(`${what ?? 'value'} is ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`);
  }
}

export function holds(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

export async function read(stream) {
  const parts = [];
  for await (const part of stream) {
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
