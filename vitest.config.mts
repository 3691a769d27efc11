import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{simulator,protocol,server,client,cli}/**/*.test.{ts,tsx}', 'test/{lsp,conformance,package,rooms}/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
