import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // modules are pure and tests share none of their state: loading every rule once, not once a file, is most of the time
          isolate: false,
          pool: 'threads',
          include: [
            '{simulator,protocol,server,client,cli}/**/*.test.{ts,tsx}',
            'test/{applications,lsp,conformance,corpus,cli,rooms,scripts}/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        // the built page in a real browser
        test: {
          name: 'page',
          include: ['test/web/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // what `npm run package` makes
        test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
