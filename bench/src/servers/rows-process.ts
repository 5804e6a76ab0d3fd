/** Entry of a child process that answers every request with the rows of one statement, as JSON; it says its port. */
import { createServer } from 'node:http'
import type { DatabaseName } from '../databases/database.ts'
import { openConnection } from '../databases/open-connection.ts'
import { listen } from './listen.ts'

const [name = 'sqlite', location = '', sql = '', parameter = ''] = process.argv.slice(2)
const connection = await openConnection({ name: name as DatabaseName, location })
const server = createServer(async (_request, response) => {
  const rows = await connection.all(sql, [parameter])
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(rows))
})
process.on('disconnect', () => process.exit())
process.send?.(await listen(server))
