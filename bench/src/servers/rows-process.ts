/** Entry of a child process that answers every request with the rows of one statement, as JSON; it says its port. */
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { listen } from './listen.ts'

const [path = '', sql = '', parameter = ''] = process.argv.slice(2)
const statement = new DatabaseSync(path, { readOnly: true }).prepare(sql)
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(statement.all(parameter)))
})
process.on('disconnect', () => process.exit())
process.send?.(await listen(server))
