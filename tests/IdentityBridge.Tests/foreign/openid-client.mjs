// openid-client as a relying party: the whole way, as its documentation has it.
import * as client from 'openid-client';
import * as jose from 'jose';
import { equal, holds, read, run } from './check.mjs';
import { Person } from './person.mjs';

const { issuer, clientId, jwk, redirect, persona } = await read(process.stdin);
const key = await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const config = await client.discovery(new URL(issuer), clientId,
  { id_token_signed_response_alg: 'ES256', dpop_bound_access_tokens: true },
  client.PrivateKeyJwt({ key, kid: jwk.kid }), { execute: [client.allowInsecureRequests] });
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const published = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
const kept = {};

async function login(more = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: redirect,
    scope: 'openid profile national_id offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    acr_values: 'urn:civic:loa:2',
    state,
    nonce,
    ...more,
  }, { DPoP });
  holds(address.searchParams.get('request_uri'), 'the address names no request_uri');
  holds(![...address.searchParams.keys()].some((k) => !['client_id', 'request_uri'].includes(k)), 'more than a request_uri stands in the address');
  const back = await new Person().logsIn(address.href, persona, redirect);
  return client.authorizationCodeGrant(config, back,
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }, undefined, { DPoP });
}

await run([
  ['discovery says what the profile asks for', () => {
    const server = config.serverMetadata();
    equal(server.require_pushed_authorization_requests, true);
    equal(server.authorization_response_iss_parameter_supported, true);
    equal(server.code_challenge_methods_supported.join(), 'S256');
    equal(server.token_endpoint_auth_methods_supported.join(), 'private_key_jwt');
  }],
  ['a login through PAR, DPoP and private_key_jwt gives tokens', async () => {
    kept.tokens = await login();
    equal(kept.tokens.token_type, 'dpop');
    equal(kept.tokens.claims().acr, 'urn:civic:loa:2');
    holds(kept.tokens.claims().auth_time > 0, 'no auth_time');
  }],
  ['jose verifies the id_token', async () => {
    const { payload, protectedHeader } = await jose.jwtVerify(kept.tokens.id_token, published,
      { issuer, audience: clientId, algorithms: ['ES256'], requiredClaims: ['sub', 'iat', 'exp', 'nonce', 'acr', 'amr', 'auth_time'] });
    equal(protectedHeader.alg, 'ES256');
    holds(!JSON.stringify(payload).includes('vneid'), 'the subject is the upstream\'s');
  }],
  ['jose verifies the access token as RFC 9068 with its binding', async () => {
    const { payload } = await jose.jwtVerify(kept.tokens.access_token, published,
      { issuer, audience: issuer, typ: 'at+jwt', requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti', 'scope', 'cnf'] });
    equal(payload.cnf.jkt, await DPoP.calculateThumbprint());
    equal(payload.exp - payload.iat, 300);
  }],
  ['userinfo names the same person', async () => {
    const about = await client.fetchUserInfo(config, kept.tokens.access_token, kept.tokens.claims().sub, { DPoP });
    holds(about.name && about.national_id, 'claims are missing');
  }],
  ['a refresh gives another access token and keeps the refresh token', async () => {
    const next = await client.refreshTokenGrant(config, kept.tokens.refresh_token, undefined, { DPoP });
    holds(next.access_token !== kept.tokens.access_token, 'the same access token');
    equal(next.refresh_token, undefined);
    await client.fetchUserInfo(config, next.access_token, kept.tokens.claims().sub, { DPoP });
  }],
  ['introspection knows the token', async () => {
    const about = await client.tokenIntrospection(config, kept.tokens.access_token);
    equal(about.active, true);
    equal(about.client_id, clientId);
  }],
  ['a revoked refresh token is over, and its access tokens with it', async () => {
    await client.tokenRevocation(config, kept.tokens.refresh_token);
    equal(await client.refreshTokenGrant(config, kept.tokens.refresh_token, undefined, { DPoP }).catch((e) => e.error), 'invalid_grant');
    equal((await client.tokenIntrospection(config, kept.tokens.access_token)).active, false);
  }],
  ['client credentials give a token of one resource', async () => {
    const given = await client.clientCredentialsGrant(config, { scope: 'signing.seal' }, { DPoP });
    const { payload } = await jose.jwtVerify(given.access_token, published, { issuer, audience: 'urn:civic:signing', typ: 'at+jwt' });
    equal(payload.sub, clientId);
  }],
  ['prompt none is answered with login_required', async () => {
    equal(await login({ prompt: 'none' }).catch((e) => e.error), 'login_required');
  }],
  ['a request without nonce and one with 64 characters both work', async () => {
    const nonce = 'n'.repeat(64);
    const verifier = client.randomPKCECodeVerifier();
    const address = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: redirect, scope: 'openid', nonce, code_challenge_method: 'S256',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
    }, { DPoP });
    const back = await new Person().logsIn(address.href, persona, redirect);
    const given = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedNonce: nonce }, undefined, { DPoP });
    equal(given.claims().nonce, nonce);
    equal(given.claims().name, undefined, 'a name that was not asked for');
  }],
]);
