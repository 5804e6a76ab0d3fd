/** Asks for the font of Latin text together with the scripts, not only once the style sheets need it. */
import type { Plugin } from 'vite'

/** `name` is the beginning of the font's file name in the bundle. */
export function preloadFont(name: string): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml(_html, { bundle }) {
      const file = Object.keys(bundle ?? {}).find((fileName) => fileName.includes(name))
      if (file === undefined) throw new Error(`The bundle has no font ${name}`)
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` }
      return [{ tag: 'link', attrs, injectTo: 'head-prepend' }]
    },
  }
}
