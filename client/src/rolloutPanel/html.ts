/** The frame of the panel's page: nothing but its own script and style may load. */

export interface PanelPage {
  /** what the editor calls its own origin for panels (`webview.cspSource`) */
  readonly cspSource: string;
  /** addresses as the page sees them */
  readonly script: string;
  readonly style: string;
  /** a word that nobody can guess, new for every page */
  readonly nonce: string;
  readonly language: 'en' | 'ja';
  readonly title: string;
}

export function panelHtml({ cspSource, script, style, nonce, language, title }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

/** 128 random bits as letters and digits. */
export function createNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
