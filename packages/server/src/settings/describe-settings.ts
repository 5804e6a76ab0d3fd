/** The text of `copydesk config`: each effective value and where it came from, secrets left out. */
import { definitions, type SettingDefinition } from './registry.ts'
import type { Settings } from './settings.ts'

/** One line per setting, in columns: name, value, source. */
export function describeSettings(settings: Settings): string {
  const rows = Object.entries<SettingDefinition>(definitions).map(([key, definition]) => [
    definition.name,
    valueText(settings[key as keyof typeof definitions], definition),
    settings.sources[definition.name] ?? 'default',
  ])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

function valueText(value: Settings[keyof typeof definitions], { name, secret }: SettingDefinition): string {
  if (value === undefined || (secret && Array.isArray(value) && value.length === 0)) return '(not set)'
  if (secret) return '(set, not shown)'
  if (Array.isArray(value))
    return value.map(nameOf).join(',') || (name === definitions.transports.name ? 'none' : '(none)')
  if (value instanceof URL) return value.href.replace(/\/$/, '')
  return typeof value === 'object' && 'address' in value ? value.address : String(value)
}

/** Of an entry that has one; others are told as they are. */
function nameOf(entry: unknown): string {
  return typeof entry === 'object' && entry !== null && 'name' in entry ? String(entry.name) : String(entry)
}
