/** The import rules of src/README.md, enforced. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only('no-cycles', 'A cycle means that two things are one, or that a word is missing in model/.', {}, { circular: true }),
    only('model-imports-nothing', 'model/ holds the words everything is written in; a word that needs the program is no word.',
      { path: '^src/model' }, { path: '^src/', pathNot: '^src/model' }),
    only('leaves-know-only-the-model', 'rules, views, pdf and report are leaves: data in, data out. Whoever needs two of them is a stage.',
      { path: '^src/(rules|views|pdf|report)/' }, { path: '^src/', pathNot: '^src/(model|$1)/' }),
    only('stages-meet-in-few-files', 'Only load.ts, build.ts, bind.ts, fix.ts and redline.ts put stages in order, so that the order can be read in one place (types may be shared); merge/ takes apart what parse.ts reads.',
      { path: '^src/pipeline/', pathNot: '^src/pipeline/(load|build|bind|fix|redline|merge/split)\\.ts$' },
      { path: '^src/pipeline/(parse|validate|check|view|render|finish|compare)\\.ts$', dependencyTypesNot: ['type-only'] }),
    only('pipeline-does-not-reach-out', 'Stages are functions: what they need from disk, network or clock comes in as an argument.',
      { path: '^src/pipeline/' }, { path: '^src/(io|commands|report|cli)' }),
    only('io-serves', 'io/ is used by commands and knows nothing but the model (and the type of what it implements).',
      { path: '^src/io/' }, { path: '^src/(commands|report|rules|views|pdf|pipeline|cli)', dependencyTypesNot: ['type-only'] }),
    only('only-io-touches-the-world', 'Disk, processes, network and terminal belong to io/; so the rest can be tested with plain values.',
      { path: '^src/', pathNot: '^src/(io|tools|commands|cli|bundle)' }, { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|path|url|zlib)$' }),
    only('one-door-yaml', 'After parse.ts nothing knows about YAML.', { path: '^src/', pathNot: '^src/pipeline/parse(\\.ts$|/)' }, { path: 'node_modules/yaml/' }),
    only('one-door-ajv', 'validate.ts puts what ajv says into the user’s words.', { path: '^src/', pathNot: '^src/pipeline/validate\\.ts$' }, { path: 'node_modules/ajv/' }),
    only('one-door-handlebars', 'render.ts makes Handlebars strict; another door would not.', { path: '^src/', pathNot: '^src/pipeline/render\\.ts$' }, { path: 'node_modules/handlebars/' }),
    only('one-door-pdf-lib', 'What is done to a PDF is in finish.ts and pdf/.', { path: '^src/', pathNot: '^src/(pipeline/finish\\.ts$|pdf/)' }, { path: 'node_modules/(pdf-lib|@cantoo)/' }),
    only('one-door-puppeteer', 'Safety settings of the browser are in one place.', { path: '^src/', pathNot: '^src/io/(browser|browser-process|chromium|launch)\\.ts$' }, { path: 'node_modules/@?puppeteer' }),
    only('one-door-git', 'Commands are started without a shell and with checked arguments in one place, and the browser in another.', { path: '^src/', pathNot: '^src/io/(git(-config)?|browser-process)\\.ts$' }, { path: '^(node:)?child_process$' }),
    only('one-door-diff', 'How texts are compared, and how long that may take, is decided once.', { path: '^src/', pathNot: '^src/pipeline/diff-lists\\.ts$' }, { path: 'node_modules/diff/' }),
    only('no-dev-dependencies-in-product', 'They are not there where the program is installed.', { path: '^src/', pathNot: '^src/tools/' }, { dependencyTypes: ['npm-dev'] }),
    only('no-orphans', 'A file nobody imports is dead.', { orphan: true, path: '^src/', pathNot: '^src/(jixiao\\.mjs|model/.*)$' }, {}),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
