/** How the editors' app is built and, in development, served beside a Copydesk server on its usual port. */
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { apiReference, referenceLibrary } from './vite/api-reference.ts'
import { englishOnly } from './vite/english-only.ts'
import { firstScreenSize } from './vite/first-screen-size.ts'
import { notices } from './vite/notices.ts'
import { preloadFont } from './vite/preload-font.ts'

const server = process.env.COPYDESK_PUBLIC_URL ?? 'http://127.0.0.1:4600'
const repository = new URL('../..', import.meta.url).pathname

export default defineConfig({
  plugins: [
    englishOnly(),
    react(),
    preloadFont('inter-latin-wght-normal'),
    apiReference(repository),
    notices(repository, ['@fontsource-variable/inter', referenceLibrary]),
    firstScreenSize('/src/screens.ts'),
  ],
  // `worker`: one package of the Markdown parser would otherwise ask a document for the names of characters.
  resolve: {
    conditions: ['@copydesk/source', 'worker', ...defaultClientConditions],
    // What React itself has, in place of the copy for older ones that React Aria asks for.
    alias: { 'use-sync-external-store/shim/index.js': 'react' },
  },
  experimental: {
    // Scripts and style sheets find the others from where they are; the server puts its path before what the page names.
    renderBuiltUrl: (filename, { hostType }) => (hostType === 'html' ? `/${filename}` : { relative: true }),
  },
  build: {
    // These browsers know module preloads.
    modulePreload: { polyfill: false },
    // light-dark(), nesting and :has() as they are: browsers of the last two years.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // The content security policy allows no data: URLs for fonts and styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A few files in place of dozens of small ones, each a wait of its own. What a group needs comes into it.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/,
              priority: 3,
            },
            { name: 'first', test: /src[\\/](main|screens[\\/]projects[\\/]Projects)\.tsx$/, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/connection': { target: server, ws: true },
    },
  },
})
