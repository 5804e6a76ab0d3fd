/**
 * Entry of a child process: Socket.IO with its Redis streams adapter. What is posted becomes a row of a PostgreSQL table;
 * once that is committed it is sent to everybody. The stream in Redis keeps the last 10,000 in memory; told to recover,
 * it replays from there what a client missed.
 */
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Pool } from 'pg'
import { createClient } from 'redis'
import { Server } from 'socket.io'
import { benchChannel } from '../load/dialects.ts'
import { listen } from '../servers/listen.ts'

const [redisUrl = '', connectionString = '', port = '0', recovers] = process.argv.slice(2)
const redis = createClient({ url: redisUrl })
await redis.connect()
const pool = new Pool({ connectionString, max: 16 })
await pool.query('create table if not exists messages (id bigserial primary key, body jsonb not null)')
let isEnding = false
const server = createServer(async (request, response) => {
  const body = (await json(request)) as object
  if (isEnding) return void response.writeHead(503).end()
  await pool.query('insert into messages (body) values ($1)', [body])
  io.to(benchChannel).emit('message', body)
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
const io = new Server(server, {
  transports: ['websocket'],
  serveClient: false,
  adapter: createAdapter(redis),
  ...(recovers && { connectionStateRecovery: {} }),
})
io.on('connection', (socket) => void socket.join(benchChannel))
/** For ending in order; what is not done by then is given up, as a supervisor would. */
const patienceMs = 2_000
process.on('disconnect', async () => {
  // What is confirmed is sent before anybody is sent away, and it leaves behind what its clients recover by.
  isEnding = true
  const end = async () => {
    await pool.end()
    await new Promise(setImmediate)
    await io.close()
  }
  await Promise.race([end(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
  process.exit()
})
const path = '/socket.io/?EIO=4&transport=websocket'
process.send?.({ port: await listen(server, Number(port)), paths: { 1: path, 3: path } })
