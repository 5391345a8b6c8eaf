// The peer: npm's oidc-provider with what the bridge asks for: pushed requests, PKCE, private_key_jwt (ES256), DPoP with
// nonces, pairwise subjects, a login at a provider above it and a consent page. Its storage is a Map in this process, or
// with a PostgreSQL two processes and a table. Arguments: a JSON file.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import cluster from 'node:cluster';
import { SignJWT, createRemoteJWKSet, exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose';
import Provider from 'oidc-provider';
import pg from 'pg';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const workers = settings.postgres ? 2 : 1;

async function newKey(kid) {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

class MapAdapter {
  static #entries = new Map();

  static forgetOld() {
    for (const [key, { until }] of MapAdapter.#entries) {
      if (until < Date.now()) {
        MapAdapter.#entries.delete(key);
      }
    }
  }

  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload, expiresIn) {
    MapAdapter.#entries.set(`${this.model}:${id}`, { payload, until: Date.now() + expiresIn * 1000 });
    if (payload.uid) {
      MapAdapter.#entries.set(`uid:${payload.uid}`, { payload: id, until: Infinity });
    }
  }

  async find(id) {
    const entry = MapAdapter.#entries.get(`${this.model}:${id}`);
    return entry && entry.until > Date.now() ? entry.payload : undefined;
  }

  async findByUid(uid) {
    const entry = MapAdapter.#entries.get(`uid:${uid}`);
    return entry && this.find(entry.payload);
  }

  async consume(id) {
    MapAdapter.#entries.get(`${this.model}:${id}`).payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    MapAdapter.#entries.delete(`${this.model}:${id}`);
  }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of MapAdapter.#entries) {
      if (payload?.grantId === grantId) {
        MapAdapter.#entries.delete(key);
      }
    }
  }
}

setInterval(MapAdapter.forgetOld, 30_000).unref();

const pool = settings.postgres && new pg.Pool({ host: settings.postgres, user: 'postgres', database: 'peer', max: 16 });

class PostgresAdapter {
  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload, expiresIn) {
    await pool.query({
      name: 'upsert',
      text: `INSERT INTO entries (model, id, payload, grant_id, uid, expires_at)
        VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second')
        ON CONFLICT (model, id) DO UPDATE SET payload = $3, grant_id = $4, uid = $5,
          expires_at = now() + $6 * interval '1 second'`,
      values: [this.model, id, payload, payload.grantId ?? null, payload.uid ?? null, expiresIn ?? 3600],
    });
  }

  async #one(name, where, value) {
    const { rows } = await pool.query({
      name, text: `SELECT payload FROM entries WHERE model = $1 AND ${where} = $2 AND expires_at > now()`,
      values: [this.model, value],
    });
    return rows[0]?.payload;
  }

  find(id) {
    return this.#one('find', 'id', id);
  }

  findByUid(uid) {
    return this.#one('by-uid', 'uid', uid);
  }

  async consume(id) {
    await pool.query({
      name: 'consume',
      text: `UPDATE entries SET payload = jsonb_set(payload, '{consumed}', to_jsonb(extract(epoch FROM now())::bigint))
        WHERE model = $1 AND id = $2`,
      values: [this.model, id],
    });
  }

  async destroy(id) {
    await pool.query({ name: 'destroy', text: 'DELETE FROM entries WHERE model = $1 AND id = $2', values: [this.model, id] });
  }

  async revokeByGrantId(grantId) {
    await pool.query({ name: 'revoke', text: 'DELETE FROM entries WHERE grant_id = $1', values: [grantId] });
  }
}

async function prepareDatabase() {
  const first = new pg.Client({ host: settings.postgres, user: 'postgres', database: 'postgres' });
  await first.connect();
  await first.query('CREATE DATABASE peer');
  await first.end();
  const own = new pg.Client({ host: settings.postgres, user: 'postgres', database: 'peer' });
  await own.connect();
  await own.query(`CREATE TABLE entries (model text NOT NULL, id text NOT NULL, payload jsonb NOT NULL, grant_id text,
    uid text, expires_at timestamptz NOT NULL, PRIMARY KEY (model, id));
    CREATE INDEX ON entries (grant_id) WHERE grant_id IS NOT NULL; CREATE INDEX ON entries (uid) WHERE uid IS NOT NULL`);
  await own.end();
}

// What was asked of the provider above, by its state; a login that began in one process may end in another.
const asked = new Map();

class Above {
  static async create(jwk) {
    const above = new Above();
    above.key = await importJWK(jwk, 'ES256');
    above.keys = createRemoteJWKSet(new URL(`${settings.upstream}/jwks.json`));
    return above;
  }

  begin(uid) {
    const [state, nonce, verifier] = [0, 0, 0].map(() => randomBytes(32).toString('base64url'));
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    asked.set(uid, { state, nonce, verifier });
    return `${settings.upstream}/authorize?${new URLSearchParams({
      client_id: 'peer', response_type: 'code', redirect_uri: `${settings.issuer}/interaction/${uid}/callback`,
      scope: 'openid profile', state, nonce, code_challenge: challenge, code_challenge_method: 'S256', prompt: 'login',
    })}`;
  }

  async finish(uid, query) {
    const { state, nonce, verifier } = asked.get(uid);
    asked.delete(uid);
    if (query.get('state') !== state || query.get('iss') !== settings.upstream) {
      throw new Error('not an answer to this login');
    }
    const assertion = await new SignJWT({ jti: randomBytes(32).toString('base64url') })
      .setProtectedHeader({ alg: 'ES256', kid: 'peer' }).setIssuer('peer').setSubject('peer')
      .setAudience(settings.upstream).setIssuedAt().setExpirationTime('60s').sign(this.key);
    const answer = await fetch(`${settings.upstream}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code', code: query.get('code'), code_verifier: verifier, client_id: 'peer',
        redirect_uri: `${settings.issuer}/interaction/${uid}/callback`, client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    });
    const { payload } = await jwtVerify((await answer.json()).id_token, this.keys, {
      issuer: settings.upstream, audience: 'peer', algorithms: ['ES256'],
    });
    if (payload.nonce !== nonce) {
      throw new Error('not the nonce of this login');
    }
    return payload;
  }
}

const people = new Map();

function configuration(jwk) {
  const client = (id, bound, more) => ({
    client_id: id, token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256',
    jwks: settings.jwks, id_token_signed_response_alg: 'ES256', dpop_bound_access_tokens: bound,
    subject_type: 'pairwise', scope: 'openid profile offline_access', ...more,
  });
  return {
    adapter: settings.postgres ? PostgresAdapter : MapAdapter,
    clients: [
      client('bench', true, {
        redirect_uris: [settings.redirect], response_types: ['code'], application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      }),
      client('plain', false, { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] }),
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: settings.cookieKeys },
    claims: { openid: ['sub'], profile: ['name', 'birthdate', 'gender'] },
    clientAuthMethods: ['private_key_jwt'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_, sub, { clientId }) =>
      createHash('sha256').update(settings.cookieKeys[0]).update(clientId).update(sub).digest('base64url'),
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: Buffer.from(settings.nonceSecret, 'base64url'), requireNonce: () => true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => ctx.oidc.params.grant_type === 'client_credentials' ? 'urn:civic:signing' : undefined,
        getResourceServerInfo: () => ({
          scope: 'signing.seal', audience: 'urn:civic:signing', accessTokenTTL: 300, accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    routes: {
      authorization: '/authorize', pushed_authorization_request: '/par', token: '/token', userinfo: '/userinfo',
    },
    pkce: { required: () => true },
    rotateRefreshToken: false,
    ttl: { AccessToken: 300, ClientCredentials: 300, IdToken: 300, Grant: 3600, Session: 28800, Interaction: 600, RefreshToken: 2592000 },
    issueRefreshToken: async (_, c, code) => c.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: 'Nguyễn Văn Mẫu', birthdate: '1990-06-15', gender: 'male', ...people.get(sub) }),
    }),
  };
}

function page(response, html) {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(html);
}

const consentPage = (details) => `<!doctype html><title>Consent</title><h1>${details.params.client_id}</h1>
<p>${details.params.scope}</p><form method="post"><button name="decision" value="approve">Agree</button></form>`;

async function consent(provider, request, response, details) {
  const grant = details.grantId
    ? await provider.Grant.find(details.grantId)
    : new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  await provider.interactionFinished(
    request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

async function interact(provider, above, request, response, url) {
  const [, , uid, step] = url.pathname.split('/');
  if (step === 'callback') {
    const person = await above.finish(uid, url.searchParams);
    people.set(person.sub, { name: person.name, birthdate: person.birthdate, gender: person.gender });
    await provider.interactionFinished(
      request, response, { login: { accountId: person.sub, amr: person.amr, ts: person.auth_time } });
    return;
  }
  const details = await provider.interactionDetails(request, response);
  if (details.prompt.name === 'login') {
    response.writeHead(303, { location: above.begin(uid) });
    response.end();
  } else if (request.method === 'POST') {
    request.resume();
    await consent(provider, request, response, details);
  } else {
    page(response, consentPage(details));
  }
}

async function serve() {
  const provider = new Provider(settings.issuer, configuration(settings.signingKey));
  provider.on('server_error', (_, error) => console.error(error));
  const above = await Above.create(settings.clientKey);
  const handle = provider.callback();
  createServer((request, response) => {
    const url = new URL(request.url, settings.issuer);
    if (!url.pathname.startsWith('/interaction/')) {
      handle(request, response);
      return;
    }
    interact(provider, above, request, response, url).catch((error) => {
      console.error(error);
      response.writeHead(500);
      response.end(String(error));
    });
  }).listen(settings.port, '127.0.0.1');
}

if (workers === 1) {
  settings.signingKey = await newKey('peer');
  settings.clientKey = await newKey('peer');
  await serve();
} else if (cluster.isPrimary) {
  await prepareDatabase();
  const keys = JSON.stringify([await newKey('peer'), await newKey('peer')]);
  for (let i = 0; i < workers; i++) {
    cluster.fork({ PEER_KEYS: keys });
  }
} else {
  [settings.signingKey, settings.clientKey] = JSON.parse(process.env.PEER_KEYS);
  await serve();
}
