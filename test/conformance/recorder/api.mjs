// Requests to an API server: one connection pool, every answer with its status, its body and its warnings.
import http from 'node:http';
import https from 'node:https';

/** What went wrong for a reason that the person who started the recorder can mend; `code` is the status of an answer. */
export class RecorderError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

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

/** A refusal that no other request would fare better with; null: the caller judges. */
function refusalOf(origin, method, path, code, message) {
  const what = `${method} ${path.split('?')[0]}`;
  if (code === 401) return new RecorderError(`${origin} does not accept the token (401)`, code);
  if (code === 403) return new RecorderError(`the token may not ${what} (403): ${message}`, code);
  return code >= 500 ? new RecorderError(`${what} failed (${code}): ${message}`, code) : null;
}

/**
 * Opens the server.
 * @param {{ apiserver: string, token: string, ca?: Buffer, insecure?: boolean, sockets?: number }} options `sockets`: most
 *   requests at a time (default 8); streams are not counted
 * @returns `call(method, path, body?, type?)` resolves to `{ code, body, warnings, date }` whatever the status; it rejects
 *   with a RecorderError when there is no answer, or the token is refused. `stream(path, take, end)` gives `take` each line
 *   of an answer that goes on and calls `end(error?)` once; it returns what stops it
 */
export function openServer({ apiserver, token, ca, insecure, sockets = 8 }) {
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
  const trust = { ...(ca ? { ca } : {}), ...(insecure ? { rejectUnauthorized: false } : {}) };
  const agent = new client.Agent({ keepAlive: true, maxSockets: sockets, ...trust });
  const streams = new client.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY, ...trust });
  const address = (path) => ({
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname.replace(/\/$/, '') + path,
  });
  const identity = {
    Authorization: `Bearer ${token}`,
    Accept: 'application/json',
    'User-Agent': 'rollout-lens-recorder',
  };
  const call = (method, path, body, type = 'application/yaml') =>
    new Promise((resolve, reject) => {
      const data = body === undefined ? undefined : Buffer.from(body);
      const headers = {
        ...identity,
        ...(data ? { 'Content-Type': type, 'Content-Length': data.length } : {}),
      };
      const request = client.request({ ...address(path), method, agent, headers, timeout: 30_000 }, (response) => {
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
          const refusal = refusalOf(url.origin, method, path, code, parsed.message ?? '');
          const { date, warning } = response.headers;
          if (refusal) reject(refusal);
          else resolve({ code, body: parsed, warnings: warningsOf(warning), date: Date.parse(date ?? '') });
        });
      });
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('no answer in 30 s'), { code: 'no answer in 30 s' })),
      );
      request.on('error', (error) => reject(error instanceof RecorderError ? error : unreachable(url, error)));
      if (data) request.write(data);
      request.end();
    });
  const stream = (path, take, end) => {
    let over = false;
    const finish = (error) => {
      if (over) return;
      over = true;
      end(error);
    };
    const request = client.request(
      { ...address(path), method: 'GET', agent: streams, headers: identity },
      (response) => {
        const code = response.statusCode;
        response.setEncoding('utf8');
        let rest = '';
        response.on('data', (chunk) => {
          rest += chunk;
          if (code !== 200) return;
          const lines = rest.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line !== '' && !over) take(line);
        });
        response.on('error', (error) => finish(unreachable(url, error)));
        response.on('end', () => {
          if (code === 200) finish();
          else
            finish(
              refusalOf(url.origin, 'GET', path, code, rest) ?? new RecorderError(`${path} answers ${code}`, code),
            );
        });
      },
    );
    request.on('error', (error) => finish(unreachable(url, error)));
    request.end();
    return () => {
      over = true;
      request.destroy();
    };
  };
  return {
    call,
    stream,
    close: () => {
      agent.destroy();
      streams.destroy();
    },
  };
}

/** Content types of patches. */
export const MERGE = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';

/**
 * A request with an object for a body.
 * @returns the object that the server answers
 * @throws {RecorderError} when it is refused, with the status as `code`
 */
export async function send(server, method, path, object, type = 'application/json') {
  const body = object === undefined ? undefined : JSON.stringify(object);
  const answer = await server.call(method, path, body, type);
  if (answer.code < 400) return answer.body;
  const what = `${method} ${path.split('?')[0]}`;
  throw new RecorderError(`${what} is refused (${answer.code}): ${answer.body.message ?? ''}`, answer.code);
}

/** The server's version, `1.36.3`. */
export async function versionOf(server) {
  const { body } = await server.call('GET', '/version');
  const version = /^v?(\d+\.\d+\.\d+)/.exec(body.gitVersion ?? '')?.[1];
  if (version === undefined)
    throw new RecorderError('there is no Kubernetes API server at this address: /version names no release');
  return version;
}
