// Prints the packages whose code an import loads: node loaded.js SPECIFIER
import { registerHooks } from 'node:module'

const loaded = new Set()
registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const resolved = nextResolve(specifier, context)
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(resolved.url) ?? []
    if (name) loaded.add(name)
    return resolved
  },
})
await import(process.argv[2])
console.log([...loaded].sort().join(' '))
