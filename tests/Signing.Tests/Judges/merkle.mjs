// An independent judge of the log, written from RFC 9162 section 2.1 alone, by recursion over the leaves.
// Reads {leaves, heads: [{size, root}], inclusion: [{index, size, proof}], consistency: [{first, second, proof}]}
// on standard input (hashes in base64url) and prints the faults that it finds, one a line.
import { createHash } from "node:crypto";

const sha256 = (...parts) => parts.reduce((h, p) => h.update(p), createHash("sha256")).digest();
const leafHash = (text) => sha256(Buffer.of(0), Buffer.from(text, "utf8"));
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const split = (n) => { let k = 1; while (k * 2 < n) k *= 2; return k; };

const mth = (d) => d.length === 0 ? sha256() : d.length === 1 ? leafHash(d[0])
  : nodeHash(mth(d.slice(0, split(d.length))), mth(d.slice(split(d.length))));

// 2.1.3.1
const path = (m, d) => {
  if (d.length <= 1) return [];
  const k = split(d.length);
  return m < k ? [...path(m, d.slice(0, k)), mth(d.slice(k))] : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
};

// 2.1.4.1
const subproof = (m, d, whole) => {
  if (m === d.length) return whole ? [] : [mth(d)];
  const k = split(d.length);
  return m <= k ? [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
};

let text = "";
for await (const part of process.stdin) text += part;
const log = JSON.parse(text);
const same = (proof, expected) => proof.length === expected.length
  && proof.every((hash, i) => Buffer.from(hash, "base64url").equals(expected[i]));
for (const { size, root } of log.heads) {
  if (!Buffer.from(root, "base64url").equals(mth(log.leaves.slice(0, size)))) console.log(`root of ${size}`);
}
for (const { index, size, proof } of log.inclusion) {
  if (!same(proof, path(index, log.leaves.slice(0, size)))) console.log(`inclusion of ${index} in ${size}`);
}
for (const { first, second, proof } of log.consistency) {
  const expected = first === 0 ? [] : subproof(first, log.leaves.slice(0, second), true);
  if (!same(proof, expected)) console.log(`consistency of ${first} and ${second}`);
}
console.log(`judged ${log.heads.length} ${log.inclusion.length} ${log.consistency.length}`);
