// oauth4webapi as a relying party that keeps to the profile, and then breaks each of its clauses once.
import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import { equal, holds, read, run } from './check.mjs';
import { Person } from './person.mjs';

const { issuer, clientId, jwk, otherClientId, otherJwk, redirect, persona } = await read(process.stdin);
const insecure = { [oauth.allowInsecureRequests]: true };
const importKey = (key) => crypto.subtle.importKey('jwk', { ...key, key_ops: ['sign'] }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const key = await importKey(jwk);
const server = await oauth.processDiscoveryResponse(new URL(issuer), await oauth.discoveryRequest(new URL(issuer), insecure));
const party = { client_id: clientId };
const proof = (change) => oauth.PrivateKeyJwt({ key, kid: jwk.kid }, change && { [oauth.modifyAssertion]: (_, payload) => change(payload) });
const otherProof = oauth.PrivateKeyJwt({ key: await importKey(otherJwk), kid: otherJwk.kid });
const pair = await oauth.generateKeyPair('ES256');
const DPoP = oauth.DPoP(party, pair);
const now = () => Math.floor(Date.now() / 1000);

async function twice(send) {
  const first = await send();
  if (first.status !== 400 || (await first.clone().json()).error !== 'use_dpop_nonce') {
    return first;
  }
  holds(first.headers.get('dpop-nonce'), 'no nonce with use_dpop_nonce');
  return send();
}

async function request(change = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const asked = {
    response_type: 'code', client_id: clientId, redirect_uri: redirect, scope: 'openid profile', state: 'state', nonce: 'nonce',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...change,
  };
  for (const name of Object.keys(asked)) {
    if (asked[name] === undefined) {
      delete asked[name];
    }
  }
  return { verifier, asked };
}

async function push(asked, authentication = proof(), using = DPoP) {
  return twice(() => oauth.pushedAuthorizationRequest(server, party, authentication, asked, { DPoP: using, ...insecure }));
}

async function errorOf(answer, status) {
  const body = await answer.json();
  if (status) {
    equal(answer.status, status, 'status');
  }
  holds(body.correlation, 'no correlation id');
  return body.error;
}

async function pushed(change) {
  const { verifier, asked } = await request(change);
  const answer = await push(asked);
  equal(answer.status, 201, 'status of PAR');
  const { request_uri: uri, expires_in: lifetime } = await answer.json();
  equal(lifetime, 60);
  const address = `${server.authorization_endpoint}?client_id=${clientId}&request_uri=${encodeURIComponent(uri)}`;
  return { verifier, uri, address };
}

async function code(change) {
  const { verifier, address } = await pushed(change);
  const back = oauth.validateAuthResponse(server, party, await new Person().logsIn(address, persona, redirect), 'state');
  return { verifier, back };
}

const redeem = (back, verifier, authentication = proof(), using = DPoP, target = redirect, as = party) =>
  twice(() => oauth.authorizationCodeGrantRequest(server, as, authentication, back, target, verifier, { ...(using && { DPoP: using }), ...insecure }));

const pushRefused = (name, change, expected) => [name, async () => {
  equal(await errorOf(await push((await request(change)).asked), 400), expected);
}];
const assertionRefused = (name, change) => [name, async () => {
  equal(await errorOf(await push((await request()).asked, proof(change)), 401), 'invalid_client');
}];
const page = async (address) => new Person().go(address);

// A request object; the profile's times unless changed.
async function object(asked, change = {}, signer = key, alg = 'ES256') {
  const claims = { ...asked, iss: clientId, aud: issuer, nbf: now(), exp: now() + 300, ...change };
  return new jose.SignJWT(claims).setProtectedHeader({ alg, kid: jwk.kid, typ: 'oauth-authz-req+jwt' }).sign(signer);
}

const pushObject = async (change) => push({ client_id: clientId, request: await object((await request()).asked, change) });
const objectTaken = (name, change) => [name, async () => equal((await pushObject(change)).status, 201)];
const objectRefused = (name, change) => [name, async () => equal(await errorOf(await pushObject(change), 400), 'invalid_request_object')];

await run([
  ['the whole way', async () => {
    const { verifier, back } = await code();
    const tokens = await oauth.processAuthorizationCodeResponse(server, party, await redeem(back, verifier), { expectedNonce: 'nonce', requireIdToken: true });
    equal(tokens.token_type, 'dpop');
    const about = await oauth.processUserInfoResponse(server, party, oauth.getValidatedIdTokenClaims(tokens).sub,
      await oauth.userInfoRequest(server, party, tokens.access_token, { DPoP, ...insecure }));
    holds(about.name, 'no name');
    // FAPI 2.0 SP §5.3.4: a bound token is worth nothing as a bearer token.
    const bearer = await fetch(server.userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    equal(bearer.status, 401);
    equal((await bearer.json()).error, 'invalid_token');
  }],
  ['state may be left out', async () => {
    const { verifier, address } = await pushed({ state: undefined });
    const back = oauth.validateAuthResponse(server, party, await new Person().logsIn(address, persona, redirect), oauth.expectNoState);
    equal((await redeem(back, verifier)).status, 200);
  }],
  ['nonce may be left out', async () => {
    const { verifier, back } = await code({ nonce: undefined });
    const tokens = await oauth.processAuthorizationCodeResponse(server, party, await redeem(back, verifier), { expectedNonce: oauth.expectNoNonce, requireIdToken: true });
    equal(oauth.getValidatedIdTokenClaims(tokens).nonce, undefined);
  }],
  ['userinfo by POST', async () => {
    const { verifier, back } = await code();
    const { access_token: token } = await (await redeem(back, verifier)).json();
    const answer = await oauth.protectedResourceRequest(token, 'POST', new URL(server.userinfo_endpoint), undefined, undefined, { DPoP, ...insecure });
    holds((await answer.json()).sub, 'no sub');
  }],
  ['an access token in the body is not taken', async () => {
    const { verifier, back } = await code();
    const { access_token: token } = await (await redeem(back, verifier)).json();
    equal((await fetch(server.userinfo_endpoint, { method: 'POST', body: new URLSearchParams({ access_token: token }) })).status, 401);
    equal((await fetch(`${server.userinfo_endpoint}?access_token=${token}`)).status, 401);
  }],
  ['dpop_jkt alone binds the code', async () => {
    const jkt = await DPoP.calculateThumbprint();
    const { verifier, asked } = await request({ dpop_jkt: jkt });
    const answer = await oauth.pushedAuthorizationRequest(server, party, proof(), asked, insecure);
    const { request_uri: uri } = await answer.json();
    const address = `${server.authorization_endpoint}?client_id=${clientId}&request_uri=${encodeURIComponent(uri)}`;
    const login = async () => oauth.validateAuthResponse(server, party, await new Person().logsIn(address, persona, redirect), 'state');
    equal((await redeem(await login(), verifier)).status, 200);
  }],
  ['optional and unknown parameters are passed over', async () => {
    const { asked } = await request({
      login_hint: 'x', ui_locales: 'en vi', claims_locales: 'vi', display: 'page', prompt: 'login', max_age: '10000', made_up: '1',
    });
    equal((await push(asked)).status, 201);
  }],
  ['a state beside the request_uri is passed over', async () => {
    const { address } = await pushed();
    equal((await new Person().logsIn(`${address}&state=other`, persona, redirect)).searchParams.get('state'), 'state');
  }],
  ['client_id of another with this assertion', async () => {
    const mixed = async (as, client, body, headers) => {
      await proof()(as, client, body, headers);
      body.set('client_id', otherClientId);
    };
    equal(await errorOf(await push((await request()).asked, mixed), 401), 'invalid_client');
  }],
  ['scopes in another order', async () => equal((await push((await request({ scope: 'profile openid' })).asked)).status, 201)],
  ['a long state and nonce come back whole', async () => {
    const long = 'a'.repeat(384);
    const { address } = await pushed({ state: long, nonce: long });
    equal((await new Person().logsIn(address, persona, redirect)).searchParams.get('state'), long);
  }],
  ['person refuses', async () => {
    const person = new Person();
    const at = await person.go((await pushed()).address, redirect);
    const back = await person.press(at, 'Act', 'cancel', redirect);
    const answer = new URL(back.address).searchParams;
    equal(answer.get('error'), 'access_denied');
    equal(answer.get('iss'), issuer);
    equal(answer.get('state'), 'state');
  }],
  pushRefused('no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'),
  pushRefused('plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'),
  pushRefused('redirect_uri not registered', { redirect_uri: `${redirect}/x` }, 'invalid_request'),
  pushRefused('redirect_uri missing', { redirect_uri: undefined }, 'invalid_request'),
  pushRefused('response_type token', { response_type: 'token' }, 'unsupported_response_type'),
  pushRefused('response_type code id_token', { response_type: 'code id_token' }, 'unsupported_response_type'),
  pushRefused('request_uri in a pushed request', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'),
  pushRefused('unknown level', { acr_values: 'urn:civic:loa:9' }, 'invalid_request'),
  pushRefused('dpop_jkt of another key', { dpop_jkt: 'A'.repeat(43) }, 'invalid_dpop_proof'),
  assertionRefused('aud is the token endpoint', (p) => { p.aud = server.token_endpoint; }),
  assertionRefused('aud is the PAR endpoint', (p) => { p.aud = server.pushed_authorization_request_endpoint; }),
  assertionRefused('aud is a list', (p) => { p.aud = [issuer]; }),
  assertionRefused('aud of another', (p) => { p.aud = 'https://other.example'; }),
  assertionRefused('no sub', (p) => { delete p.sub; }),
  assertionRefused('expired five minutes ago', (p) => { p.exp = now() - 300; }),
  assertionRefused('iat and nbf a minute and more ahead', (p) => { p.iat = now() + 90; p.nbf = now() + 90; p.exp = now() + 120; }),
  ['iat and nbf eight seconds ahead are taken', async () => {
    equal((await push((await request()).asked, proof((p) => { p.iat = now() + 8; p.nbf = now() + 8; }))).status, 201);
  }],
  ['no client assertion', async () => {
    equal(await errorOf(await push((await request()).asked, oauth.None()), 401), 'invalid_client');
  }],
  ['a parameter twice', async () => {
    const { asked } = await request();
    const form = new URLSearchParams(asked);
    form.append('state', 'other');
    equal(await errorOf(await push(form), 400), 'invalid_request');
  }],
  ['GET at the PAR endpoint', async () => equal((await fetch(server.pushed_authorization_request_endpoint)).status, 405)],
  ['an authorization request that was not pushed', async () => {
    const { asked } = await request();
    const at = await page(`${server.authorization_endpoint}?${new URLSearchParams(asked)}`);
    equal(at.status, 400);
    holds(at.address.startsWith(issuer), 'it was redirected');
  }],
  ['request_uri of another client', async () => {
    const { uri } = await pushed();
    equal((await page(`${server.authorization_endpoint}?client_id=${otherClientId}&request_uri=${encodeURIComponent(uri)}`)).status, 400);
  }],
  ['request_uri loads again before, and never after, its code', async () => {
    const { address } = await pushed();
    equal((await page(address)).status, 200);
    await new Person().logsIn(address, persona, redirect);
    equal((await page(address)).status, 400);
  }],
  ['code twice', async () => {
    const { verifier, back } = await code();
    equal((await redeem(back, verifier)).status, 200);
    equal(await errorOf(await redeem(back, verifier), 400), 'invalid_grant');
  }],
  ['code of another client', async () => {
    const { verifier, back } = await code();
    const other = { client_id: otherClientId };
    const answer = await twice(() => oauth.genericTokenEndpointRequest(server, other, otherProof, 'authorization_code',
      new URLSearchParams({ code: back.get('code'), redirect_uri: redirect, code_verifier: verifier }), { DPoP, ...insecure }));
    equal(await errorOf(answer, 400), 'invalid_grant');
  }],
  ['wrong and missing code_verifier', async () => {
    const { back } = await code();
    equal(await errorOf(await redeem(back, oauth.generateRandomCodeVerifier()), 400), 'invalid_grant');
    const again = await code();
    equal(await errorOf(await redeem(again.back, oauth.nopkce), 400), 'invalid_grant');
  }],
  ['code with another DPoP key than the pushed request', async () => {
    const { verifier, back } = await code();
    const another = oauth.DPoP(party, await oauth.generateKeyPair('ES256'));
    equal(await errorOf(await redeem(back, verifier, proof(), another), 400), 'invalid_grant');
  }],
  ['code without any DPoP proof', async () => {
    const { verifier, back } = await code();
    equal(await errorOf(await redeem(back, verifier, proof(), null), 400), 'invalid_dpop_proof');
  }],
  ['a PS256 DPoP key is as good', async () => {
    const strong = oauth.DPoP(party, await oauth.generateKeyPair('PS256'));
    const { asked } = await request();
    equal((await push(asked, proof(), strong)).status, 201);
  }],
  ['a request object is not taken for its word', async () => {
    const { asked } = await request();
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(asked))}.`.replaceAll('=', '');
    equal(await errorOf(await push({ client_id: clientId, request: unsigned }), 400), 'invalid_request_object');
  }],
  ['a signed request object, and a signed answer', async () => {
    const { verifier, asked } = await request({ response_mode: 'jwt' });
    const answer = await push({ client_id: clientId, state: 'outside', request: await object(asked) });
    equal(answer.status, 201, await answer.clone().text());
    const { request_uri: uri } = await answer.json();
    const address = `${server.authorization_endpoint}?client_id=${clientId}&request_uri=${encodeURIComponent(uri)}`;
    const arrived = await new Person().logsIn(address, persona, redirect);
    equal([...arrived.searchParams.keys()].join(), 'response');
    const back = await oauth.validateJwtAuthResponse(server, party, arrived, 'state', insecure);
    equal((await redeem(back, verifier)).status, 200);
  }],
  objectTaken('request object with two audiences', { aud: [issuer, 'https://other.example'] }),
  objectTaken('request object whose nbf is eight seconds ahead', { nbf: now() + 8 }),
  objectRefused('request object without exp', { exp: undefined }),
  objectRefused('request object without nbf', { nbf: undefined }),
  objectRefused('request object that expired', { exp: now() - 1 }),
  objectRefused('request object for another', { aud: 'https://other.example' }),
  objectRefused('request object that lives over an hour', { exp: now() + 3700 }),
  objectRefused('request object older than an hour', { nbf: now() - 3700 }),
  objectRefused('request object of another client', { iss: otherClientId }),
  objectRefused('request object that holds another', { request: 'x' }),
  ['request object signed with another key', async () => {
    const { asked } = await request();
    equal(await errorOf(await push({ client_id: clientId, request: await object(asked, {}, await importKey(otherJwk)) }), 400), 'invalid_request_object');
  }],
  ['request object signed with RS256', async () => {
    const { asked } = await request();
    const weak = (await oauth.generateKeyPair('RS256')).privateKey;
    equal(await errorOf(await push({ client_id: clientId, request: await object(asked, {}, weak, 'RS256') }), 400), 'invalid_request_object');
  }],
]);
