// Requests to an API server: one connection pool, every answer with its status, its body and its warnings.
import http from 'node:http';
import https from 'node:https';

/** What went wrong for a reason that the person who started the recorder can mend. */
export class RecorderError extends Error {}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

function unreachable(url, error) {
  const code = error.code ?? error.message;
  if (CERTIFICATE.test(code)) {
    return new RecorderError(
      `${url.origin}: the certificate is not trusted (${code}); name its authority with --ca FILE, or use --insecure`,
    );
  }
  if (code === 'EPROTO') return new RecorderError(`${url.origin}: no TLS there; is it http:// instead of https://?`);
  return new RecorderError(`${url.origin} cannot be reached (${code})`);
}

/** The texts of `Warning` headers (RFC 7234: code, agent, quoted text). */
function warningsOf(header) {
  const texts = [];
  for (const [, text] of (header ?? '').matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g))
    texts.push(text.replace(/\\(.)/g, '$1'));
  return texts;
}

/**
 * Opens the server.
 * @param {{ apiserver: string, token: string, ca?: Buffer, insecure?: boolean }} options
 * @returns `call(method, path, body?, type?)` resolves to `{ code, body, warnings }` whatever the status; it rejects with a
 *   RecorderError when there is no answer, or the token is refused
 */
export function openServer({ apiserver, token, ca, insecure }) {
  let url;
  try {
    url = new URL(apiserver);
  } catch {
    throw new RecorderError(`--apiserver ${apiserver} is no URL; write one such as https://127.0.0.1:6443`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new RecorderError(`--apiserver ${apiserver}: only http:// and https:// are spoken`);
  }
  const client = url.protocol === 'https:' ? https : http;
  const agent = new client.Agent({
    keepAlive: true,
    maxSockets: 8,
    ...(ca ? { ca } : {}),
    ...(insecure ? { rejectUnauthorized: false } : {}),
  });
  const call = (method, path, body, type = 'application/yaml') =>
    new Promise((resolve, reject) => {
      const data = body === undefined ? undefined : Buffer.from(body);
      const headers = {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(data ? { 'Content-Type': type, 'Content-Length': data.length } : {}),
      };
      const base = url.pathname.replace(/\/$/, '');
      const request = client.request(
        {
          hostname: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port,
          path: base + path,
          method,
          agent,
          headers,
          timeout: 30_000,
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', (error) => reject(unreachable(url, error)));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            let parsed;
            try {
              parsed = JSON.parse(text);
            } catch {
              parsed = { message: text.trim() };
            }
            const code = response.statusCode;
            if (code === 401) reject(new RecorderError(`${url.origin} does not accept the token (401)`));
            else if (code === 403)
              reject(
                new RecorderError(`the token may not ${method} ${path.split('?')[0]} (403): ${parsed.message ?? ''}`),
              );
            else if (code >= 500)
              reject(new RecorderError(`${method} ${path.split('?')[0]} failed (${code}): ${parsed.message ?? ''}`));
            else resolve({ code, body: parsed, warnings: warningsOf(response.headers.warning) });
          });
        },
      );
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('no answer in 30 s'), { code: 'no answer in 30 s' })),
      );
      request.on('error', (error) => reject(error instanceof RecorderError ? error : unreachable(url, error)));
      if (data) request.write(data);
      request.end();
    });
  return { call, close: () => agent.destroy() };
}

/** The server's version, `1.36.3`. */
export async function versionOf(server) {
  const { body } = await server.call('GET', '/version');
  const version = /^v?(\d+\.\d+\.\d+)/.exec(body.gitVersion ?? '')?.[1];
  if (version === undefined)
    throw new RecorderError('there is no Kubernetes API server at this address: /version names no release');
  return version;
}
