// Opens with jose what the bridge encrypted, and checks the signed token inside against its published keys.
import { compactDecrypt, createRemoteJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { equal, holds, read, run } from './check.mjs';

const input = await read(process.stdin);
const keys = createRemoteJWKSet(new URL(`${input.issuer}/.well-known/jwks.json`));
const key = await importJWK(input.jwk, 'ECDH-ES+A256KW');

async function open(jwe) {
  const header = decodeProtectedHeader(jwe);
  equal(header.alg, 'ECDH-ES+A256KW', 'alg');
  equal(header.enc, 'A256GCM', 'enc');
  equal(header.cty, 'JWT', 'cty');
  const { plaintext } = await compactDecrypt(jwe, key);
  return jwtVerify(new TextDecoder().decode(plaintext), keys, {
    issuer: input.issuer, audience: input.clientId, algorithms: ['ES256'],
  });
}

await run([
  ['the id_token opens and its signature holds', async () => {
    const { payload } = await open(input.idToken);
    equal(payload.nonce, input.nonce, 'nonce');
  }],
  ['userinfo opens and names the same person', async () => {
    const { payload } = await open(input.userInfo);
    equal(payload.name, input.name, 'name');
    holds(payload.sub.length > 0, 'sub is missing');
  }],
  ['a changed tag is noticed', async () => {
    const parts = input.userInfo.split('.');
    parts[4] = (parts[4][0] === 'A' ? 'B' : 'A') + parts[4].slice(1);
    await open(parts.join('.')).then(() => holds(false, 'it opened'), () => {});
  }],
]);
