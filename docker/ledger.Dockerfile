# The ledger as one image: `docker build -f docker/ledger.Dockerfile -t liuhen .` from the project's root.
FROM node:24-slim AS build
WORKDIR /liuhen
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-slim
WORKDIR /liuhen
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
COPY --from=build /liuhen/package.json ./
COPY --from=build /liuhen/node_modules ./node_modules
COPY --from=build /liuhen/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
# node itself, not npm: it must get the SIGTERM that stops it gracefully.
CMD ["node", "--enable-source-maps", "dist/apps/ledger/src/main.js"]
