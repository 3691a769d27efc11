/** Base64 as the API server decodes the data of Secrets (Go's `base64.StdEncoding`, which passes over line breaks). */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SYNTAX = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of a text, each as a character of its code; undefined where it is no base64. */
export function decodeBase64(encoded: string): string | undefined {
  const text = encoded.replace(/[\r\n]/g, '');
  if (!SYNTAX.test(text) || text.length % 4 !== 0) return undefined;
  const digits = text.replace(/=+$/, '');
  let bytes = '';
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += String.fromCharCode((bits >> count) & 0xff);
  }
  return bytes;
}

/** Base64 of bytes that are given as characters of their codes. */
export function encodeBase64(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = [0, 1, 2].map((offset) => (i + offset < bytes.length ? bytes.charCodeAt(i + offset) : 0));
    const bits = ((group[0] ?? 0) << 16) | ((group[1] ?? 0) << 8) | (group[2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]).join('');
    const used = Math.min(3, bytes.length - i) + 1;
    text += digits.slice(0, used) + '='.repeat(4 - used);
  }
  return text;
}
