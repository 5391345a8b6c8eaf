// openid-client as a relying party that lets a parent act for a child.
import * as client from 'openid-client';
import * as jose from 'jose';
import { equal, holds, read, run } from './check.mjs';
import { Person } from './person.mjs';

const { issuer, clientId, jwk, redirect, persona, child } = await read(process.stdin);
const key = await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const config = await client.discovery(new URL(issuer), clientId,
  { id_token_signed_response_alg: 'ES256', dpop_bound_access_tokens: true },
  client.PrivateKeyJwt({ key, kid: jwk.kid }), { execute: [client.allowInsecureRequests] });
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const published = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
const kept = {};

async function login(forWhom) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: redirect, scope: 'openid profile national_id offline_access represent', state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    acr_values: 'urn:civic:loa:2',
  }, { DPoP });
  const back = await new Person().logsInFor(address.href, persona, redirect, forWhom);
  return client.authorizationCodeGrant(config, back,
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }, undefined, { DPoP });
}

await run([
  ['discovery names the scope and the claim', () => {
    holds(config.serverMetadata().scopes_supported.includes('represent'), 'no scope represent');
    holds(config.serverMetadata().claims_supported.includes('act'), 'no claim act');
  }],
  ['for oneself the answer is an ordinary one', async () => {
    kept.own = await login(null);
    equal(kept.own.claims().act, undefined);
    holds(!kept.own.scope.split(' ').includes('represent'), 'the scope says otherwise');
  }],
  ['for a child every token names both', async () => {
    kept.tokens = await login(child);
    const about = kept.tokens.claims();
    equal(about.name, child.Name);
    equal(about.act.sub, kept.own.claims().sub);
    equal(about.act.relation, 'parent');
    holds(about.sub !== about.act.sub, 'the child is the parent');
    const { payload } = await jose.jwtVerify(kept.tokens.access_token, published, { issuer, audience: issuer, typ: 'at+jwt' });
    equal(JSON.stringify(payload.act), JSON.stringify(about.act));
    equal(payload.sub, about.sub);
  }],
  ['userinfo and introspection say the same', async () => {
    const about = await client.fetchUserInfo(config, kept.tokens.access_token, kept.tokens.claims().sub, { DPoP });
    equal(about.national_id, child.Number);
    equal(JSON.stringify(about.act), JSON.stringify(kept.tokens.claims().act));
    const said = await client.tokenIntrospection(config, kept.tokens.access_token);
    equal(JSON.stringify(said.act), JSON.stringify(about.act));
  }],
  ['a refresh goes on for the child', async () => {
    const next = await client.refreshTokenGrant(config, kept.tokens.refresh_token, undefined, { DPoP });
    equal(jose.decodeJwt(next.access_token).act.sub, kept.own.claims().sub);
  }],
]);
