/** The texts of `copydesk --help` and `copydesk <command> --help`. */
import type { CliCommand } from './cli-command.ts'

export function overview(commands: readonly CliCommand[]): string {
  const rows = commands.map((command): [string, string] => [usage(command), command.summary])
  return [
    'Copydesk: projects, comments and notifications for content teams, live.',
    '',
    'Usage: copydesk <command> [options]',
    '',
    ...columns(rows),
    '',
    'Settings are environment variables or keys of copydesk.config.json; copydesk config shows them.',
    'Exit codes: 0 done, 1 failed, 2 called wrongly or wrong settings, 3 done in part or not certain.',
    'copydesk <command> --help tells more about a command.',
  ].join('\n')
}

export function commandHelp(command: CliCommand): string {
  const options = Object.entries(command.options).map(([name, { takes, meaning }]): [string, string] => [
    `--${name}${takes ? ` <${takes}>` : ''}`,
    meaning,
  ])
  return [
    `Usage: copydesk ${usage(command)}${options.length > 0 ? ' [options]' : ''}`,
    '',
    `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    ...(command.details ? ['', ...command.details] : []),
    ...(options.length > 0 ? ['', ...columns(options)] : []),
  ].join('\n')
}

function usage(command: CliCommand): string {
  return [command.name, ...command.arguments.map((name) => `<${name}>`)].join(' ')
}

function columns(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
