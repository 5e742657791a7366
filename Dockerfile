FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# All of `npm start` but the start: dependencies, database client, pages.
RUN node scripts/start.mjs --prepare

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PATCHBAY_DATA_DIR=/data
COPY --from=build --chown=node:node /app ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# The same path as `npm start`; nothing is left to install or to build.
CMD ["node", "scripts/start.mjs"]
