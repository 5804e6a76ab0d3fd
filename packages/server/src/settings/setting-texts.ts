/**
 * Where the texts of settings come from: the environment, the configuration file, and files that hold a secret.
 * Says which names were set and where; what the texts mean is decided in `load-settings.ts`.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { configVariable, defaultConfigFile, definitions, type SettingDefinition } from './registry.ts'
import type { SettingSource } from './settings.ts'
import type { SettingFault } from './settings-error.ts'

export interface SettingText {
  text: string
  source: SettingSource
  /** Where it was set, for people: `environment` or the file's name. */
  place: string
}

export interface TextSources {
  env: Readonly<Record<string, string | undefined>>
  /** Relative paths start here. */
  cwd: string
}

/** All names that are set; the environment wins over the file. An empty text counts as not set. */
export function readTexts(sources: TextSources, faults: SettingFault[]): Map<string, SettingText> {
  const texts = readConfigFile(sources, faults)
  for (const [name, text] of Object.entries(sources.env)) {
    if (!name.startsWith('COPYDESK_') || name === configVariable) continue
    if (text) texts.set(name, { text, source: 'environment', place: 'environment' })
  }
  return texts
}

/** The secret in the file that a `_FILE` setting names, without the newline at its end. */
export function readSecretFile(
  name: string,
  set: SettingText,
  cwd: string,
  faults: SettingFault[],
): string | undefined {
  try {
    return readFileSync(resolve(cwd, set.text), 'utf8').trimEnd()
  } catch (error) {
    faults.push({
      what: `${name} (${set.place}) names ${set.text}, which cannot be read (${reasonOf(error)}).`,
      fix: 'Name a file that this user may read.',
    })
    return undefined
  }
}

function readConfigFile({ env, cwd }: TextSources, faults: SettingFault[]): Map<string, SettingText> {
  const named = env[configVariable]
  const file = named || defaultConfigFile
  let content: string
  try {
    content = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    if (named || reasonOf(error) !== 'ENOENT') {
      faults.push({
        what: `The configuration file ${file} cannot be read (${reasonOf(error)}).`,
        fix: `Correct ${configVariable}, or make the file readable.`,
      })
    }
    return new Map()
  }
  try {
    return textsOf(JSON.parse(content), file, faults)
  } catch (error) {
    faults.push({
      what: `The configuration file ${file} is not valid JSON: ${error instanceof Error ? error.message : error}`,
      fix: 'It must be one object, such as { "COPYDESK_PORT": 4600 }.',
    })
    return new Map()
  }
}

/** Numbers, booleans and lists may be written as JSON; they are read like their text. */
function textsOf(content: unknown, file: string, faults: SettingFault[]): Map<string, SettingText> {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new Error('it is not an object')
  }
  const texts = new Map<string, SettingText>()
  for (const [name, value] of Object.entries(content)) {
    if (isJson(name) && typeof value !== 'string') {
      texts.set(name, { text: JSON.stringify(value), source: 'file', place: file })
      continue
    }
    const parts: unknown[] = Array.isArray(value) ? value : [value]
    if (parts.every((part) => ['string', 'number', 'boolean'].includes(typeof part))) {
      const text = parts.join(',')
      if (text) texts.set(name, { text, source: 'file', place: file })
    } else {
      faults.push({
        what: `${name} (${file}) is neither text, number, boolean nor a list of them.`,
        fix: 'Write it as in the environment, such as "COPYDESK_PORT": 4600.',
      })
    }
  }
  return texts
}

function isJson(name: string): boolean {
  return Object.values<SettingDefinition>(definitions).some(
    (definition) => definition.name === name && definition.json,
  )
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
