import { describe, expect, it } from 'vitest';
import { createNonce, panelHtml } from './html';

const page = {
  cspSource: 'https://*.vscode-cdn.net',
  script: 'https://file.vscode-cdn.net/dist/webview/page.js?a=1&b=2',
  style: 'https://file.vscode-cdn.net/dist/webview/page.css',
  nonce: 'abc123',
  language: 'ja',
  title: 'A "quoted" <title>',
} as const;

describe('panelHtml', () => {
  const html = panelHtml(page);
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';

  it('forbids everything but its own script, style, fonts and pictures', () => {
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      'style-src https://*.vscode-cdn.net',
      'font-src https://*.vscode-cdn.net',
      'img-src https://*.vscode-cdn.net',
    ]);
    expect(policy).not.toMatch(/unsafe|https:(?!\/\/)/);
  });

  it('loads one script, with the nonce, and holds no other', () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(
      '<script nonce="abc123" src="https://file.vscode-cdn.net/dist/webview/page.js?a=1&amp;b=2"></script>',
    );
    expect(html).not.toMatch(/\son\w+=|style=/);
  });

  it('says its language and escapes its title', () => {
    expect(html).toContain('<html lang="ja">');
    expect(html).toContain('<title>A &quot;quoted&quot; &lt;title&gt;</title>');
  });
});

describe('createNonce', () => {
  it('is new every time', () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});
