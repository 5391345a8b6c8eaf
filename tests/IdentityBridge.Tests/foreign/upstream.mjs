// oidc-provider as the identity provider above the bridge: an honest one, until POST /tamper names what its next
// id_token shall be. Reads its settings from the first line of standard input and stops when that ends.
import { createInterface } from 'node:readline';
import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import Provider from 'oidc-provider';

const lines = createInterface({ input: process.stdin });
const settings = JSON.parse(await new Promise((resolve) => lines.once('line', resolve)));
lines.on('close', () => process.exit(0));

async function newJwk(alg, kid) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

const own = await newJwk('ES256', 'own');
const rsa = await newJwk('RS256', 'rsa');
const kept = { mode: 'none', before: undefined, others: undefined };

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const bodyOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
const hour = 3600;

// An id_token signed as the provider signs, with other claims.
const changed = (change) => async (claims) => sign({ ...claims, ...change(claims) }, own);

async function sign(claims, jwk, header = {}) {
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return new SignJWT(present).setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, ...header })
    .sign(await importJWK(jwk, jwk.alg));
}

const tampering = {
  'issuer': changed(() => ({ iss: 'http://other.example' })),
  'issuer-slash': changed((c) => ({ iss: `${c.iss}/` })),
  'audience': changed(() => ({ aud: 'another-client' })),
  'audiences': changed((c) => ({ aud: [c.aud, 'another-client'] })),
  'nonce': changed(() => ({ nonce: 'A'.repeat(43) })),
  'no-nonce': changed(() => ({ nonce: undefined })),
  'expired': changed((c) => ({ iat: c.iat - 2 * hour, exp: c.iat - hour })),
  'no-expiry': changed(() => ({ exp: undefined })),
  'no-issue-time': changed(() => ({ iat: undefined })),
  'no-subject': changed(() => ({ sub: undefined })),
  'future': changed((c) => ({ iat: c.iat + hour, exp: c.exp + hour })),
  'not-before': changed((c) => ({ nbf: c.iat + hour })),
  'stale-login': changed((c) => ({ auth_time: c.auth_time - hour })),
  'future-login': changed((c) => ({ auth_time: c.auth_time + hour })),
  'rs256': (claims) => sign(claims, rsa),
  // The published key as the secret of an HMAC (RFC 8725 §2.1).
  'hs256': (claims) => {
    const { d, ...shown } = own;
    const secret = Buffer.from(JSON.stringify(shown));
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: own.kid }).sign(secret);
  },
  'no-key-id': (claims) => sign(claims, own, { kid: undefined }),
  'foreign-key': async (claims) => sign(claims, { ...(await newJwk('ES256', own.kid)) }),
  'own-key-in-header': async (claims) => {
    const foreign = await newJwk('ES256', own.kid);
    const { d, ...shown } = foreign;
    return sign(claims, foreign, { jwk: shown });
  },
  'unsigned': (claims) => `${part({ alg: 'none' })}.${part(claims)}.`,
  'altered': async (claims, token) => {
    const [header, , signature] = token.split('.');
    return `${header}.${part({ ...claims, citizen_id: settings.people.other.citizen_id })}.${signature}`;
  },
  'reused': () => kept.before,
  'swapped': () => kept.others,
};

const provider = new Provider(settings.issuer, {
  clients: [{
    client_id: 'civic-bridge', redirect_uris: [`${settings.bridge}/upstream/vneid/callback`],
    response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'ES256',
    token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256',
    jwks_uri: `${settings.bridge}/.well-known/client-jwks.json`, require_auth_time: true,
    backchannel_logout_uri: `${settings.bridge}/upstream/vneid/backchannel-logout`, backchannel_logout_session_required: true,
  }],
  jwks: { keys: [own, rsa] },
  cookies: { keys: ['a test'] },
  // Claims stand in the id_token, as the national provider has them.
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], profile: ['name', 'birthdate', 'gender', 'citizen_id', 'level'] },
  enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256'] },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
  // The bridge's keys are on loopback, where the provider's own way would not go.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  pkce: { required: () => true },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  ttl: { AccessToken: 300, IdToken: 300, Grant: 600, Session: 600, Interaction: 600 },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...settings.people[id] }) }),
  // Who signs in here has agreed to the bridge's asking.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (ctx.path === '/tamper') {
    kept.mode = ctx.query.mode;
    ctx.body = '';
    return;
  }
  if (ctx.path.startsWith('/interaction/')) {
    await interact(ctx);
    return;
  }
  if (ctx.path === '/logout-token') {
    ctx.body = await logoutToken(ctx.query.mode);
    return;
  }
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token) {
    const given = ctx.body.id_token;
    const claims = bodyOf(given);
    ctx.body.id_token = await (tampering[kept.mode] ?? (() => given))(claims, given);
    kept.sid = claims.sid;
    [kept.mode, kept[claims.sub === 'other' ? 'others' : 'before']] = ['none', given];
  }
});

// A logout token for the last session, wrong in what the mode names.
async function logoutToken(mode) {
  const now = Math.floor(Date.now() / 1000);
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claims = {
    iss: settings.issuer, aud: 'civic-bridge', iat: now, exp: now + 120, jti: `${now}-${mode}`, sid: kept.sid, events,
    ...{
      'issuer': { iss: 'http://other.example' },
      'audience': { aud: 'another-client' },
      'expired': { iat: now - hour, exp: now - 1 },
      'nonce': { nonce: 'n' },
      'no-events': { events: undefined },
      'other-event': { events: { 'http://example.org/event': {} } },
      'no-session': { sid: undefined, sub: 'an' },
      'no-id': { jti: undefined },
    }[mode],
  };
  const typ = mode === 'type' ? 'JWT' : 'logout+jwt';
  if (mode === 'unsigned') {
    return `${part({ alg: 'none', typ })}.${part(claims)}.`;
  }
  return sign(claims, mode === 'foreign-key' ? await newJwk('ES256', own.kid) : own, { typ });
}

async function interact(ctx) {
  if (ctx.method === 'POST') {
    const form = new URLSearchParams(await new Promise((resolve) => {
      let body = '';
      ctx.req.on('data', (data) => { body += data; }).on('end', () => resolve(body));
    }));
    ctx.respond = false;
    const who = form.get('Who') || form.get('Persona');
    await provider.interactionFinished(ctx.req, ctx.res, who ? { login: { accountId: who } } : { error: 'access_denied' });
  } else {
    await provider.interactionDetails(ctx.req, ctx.res);
    ctx.body = '<!doctype html><form method="post"><input name="Who"><button>Sign in</button></form>';
  }
}

provider.on('server_error', (_, error) => console.error(error));
provider.on('grant.error', (_, error) => console.error(error));
provider.listen(settings.port, '127.0.0.1', () => console.log('ready'));
