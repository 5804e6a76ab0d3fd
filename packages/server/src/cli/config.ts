/** `copydesk config`: what is set, and where. */
import { describeSettings } from '../settings/describe-settings.ts'
import { loadSettings } from '../settings/load-settings.ts'
import type { CliCommand } from './cli-command.ts'

export const configCommand: CliCommand = {
  name: 'config',
  summary: 'shows every setting, its value and where it came from',
  arguments: [],
  options: {},
  details: ['Secrets are not shown. Wrong settings are all listed, with exit code 2.'],
  run: async (io) => {
    io.print(describeSettings(loadSettings(io)))
    return 0
  },
}
