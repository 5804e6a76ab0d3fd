#!/usr/bin/env node
/*
 * The command `copydesk`. Checks the Node.js version and hands over to start.mjs. Kept to what even a very old
 * Node.js can parse, because telling its user so is this file's one job.
 */
'use strict'

const needed = 24

if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    'Copydesk needs Node.js ' +
      needed +
      ' or newer, and this is ' +
      process.version +
      ': get it from https://nodejs.org, or call it as npx copydesk where it was installed by npm, which brought one along',
  )
  process.exitCode = 1
} else {
  require('./start.mjs')
}
