-- The requests of one measurement, for wrk, and what came of them as a line of JSON. After wrk's own arguments:
--     KIND FIRST LAST ORDER PATH [FILE]
-- KIND    get; current: get with the entity tag that FILE has for each profile; create; mix: what soak.py describes
-- ORDER   random, or each of the profiles FIRST to LAST in turn
local kind, first, last, order, path, facts
local turn, threads = 0, 0

local function request_for(n, method, target, fields, body)
    return method .. ' ' .. target .. ' HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer '
        .. string.format('%064x', n) .. '\r\n' .. fields .. '\r\n' .. body
end

local function send(n, method, target, body)
    return request_for(n, method, target,
        'Content-Type: application/json\r\nContent-Length: ' .. #body .. '\r\n', body)
end

-- By the same rules as limits/create.pgbench. Now and then two want the same time, which nobody is to be refused for.
local function create(n)
    local staff = math.random(1, 5)
    local day = os.date('!%Y-%m-%d', 1924992000 + 86400 * math.random(0, 25000))
    local slot = math.random(16, 95)
    return send(n, 'POST', path, string.format(
        '{"product_id":%d,"operator_id":%d,"booking_date":"%s","start_time":"%02d:%02d","duration_minutes":15,'
        .. '"visitor_name":"Jane Doe","visitor_email":"jane@example.com","visitor_phone":"+1 555 0123456","price":2500,'
        .. '"currency":"usd","allow_double_booking":true}',
        8 * (n - 1) + staff, 5 * (n - 1) + staff, day, math.floor(slot / 4), slot % 4 * 15))
end

-- One booking after the other is cancelled, and all of them confirmed again in the next round.
local function change_status()
    local fact = facts[turn % #facts + 1]
    local status = math.floor(turn / #facts) % 2 == 0 and 'cancelled' or 'confirmed'
    turn = turn + 1
    return send(fact.n, 'PUT', path .. '/' .. fact.text .. '/status',
        '{"status":"' .. status .. '","allow_double_booking":true}')
end

local function mix(n)
    local chance = math.random(100)
    if chance <= 40 then return request_for(n, 'GET', path, '', '') end
    if chance <= 75 then return request_for(n, 'GET', path .. '/poll', '', '') end
    if chance <= 85 then return request_for(n, 'GET', path .. '/grid', '', '') end
    if chance <= 92 then return request_for(n, 'GET', path .. '/stats', '', '') end
    if chance <= 96 then return create(n) end
    return change_status()
end

local makers = {
    get = function(n) return request_for(n, 'GET', path, '', '') end,
    current = function(n)
        return request_for(n, 'GET', path, 'If-None-Match: ' .. facts[n - first + 1].text .. '\r\n', '')
    end,
    create = create,
    mix = mix,
}

function setup(thread)
    threads = threads + 1
    thread:set('seed', threads)
end

function init(arguments)
    kind, first, last = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
    order, path = arguments[4], arguments[5]
    math.randomseed(os.time() * 16 + seed)
    facts = {}
    if arguments[6] then
        for line in io.lines(arguments[6]) do
            local n, text = line:match('^(%d+) (.+)$')
            facts[#facts + 1] = { n = tonumber(n), text = text }
        end
    end
end

local next_profile = 0
function request()
    local n
    if order == 'random' then
        n = math.random(first, last)
    else
        n = first + next_profile % (last - first + 1)
        next_profile = next_profile + 1
    end
    return makers[kind](n)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'result {"requests":%d,"seconds":%.6f,"bytes":%d,"p50":%.1f,"p99":%.1f,"mean":%.1f,"failed":%d,"refused":%d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(99),
        latency.mean, errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
